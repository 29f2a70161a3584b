// Key rotation without downtime. While two ciphers are configured, a query that the CRM refuses under one is sent again
// under the other. The CRM documents no code for a `param` that it cannot decrypt, so this is done after every refusal.
// If both are refused, the caller gets the refusal under the cipher that was accepted last.
import type { CouponClient } from '../api.js';
import type { CrmResult } from './crm-result.js';

export class KeyRotation {
  /** @param clients One client for each cipher; the first one is in use. */
  constructor(private readonly clients: CouponClient[]) {}

  async ask(list: (client: CouponClient) => Promise<CrmResult>): Promise<CrmResult> {
    const [current, ...others] = this.clients;
    const result = current ? await list(current) : {};
    for (const other of result.refusal ? others : []) {
      // If the second call fails, the first refusal is returned, because it may not be about the cipher.
      const second = await list(other).catch(() => undefined);
      if (!second || second.refusal) continue;
      this.promote(other);
      return second;
    }
    return result;
  }

  private promote(client: CouponClient): void {
    this.clients.splice(this.clients.indexOf(client), 1);
    this.clients.unshift(client);
  }
}
