// A change of the key without downtime: while two ciphers are configured, what the CRM refuses under one is asked again under the other. The CRM documents
// no code for a `param` that it cannot decrypt, so that every refusal counts; the one under the cipher that was accepted last is what the caller hears.
import type { CouponClient } from '../api.js';
import type { Verdict } from './verdict.js';

export class Rotation {
  /** @param clients One a cipher; the first is the one in use. */
  constructor(private readonly clients: CouponClient[]) {}

  async ask(list: (client: CouponClient) => Promise<Verdict>): Promise<Verdict> {
    const [current, ...others] = this.clients;
    const verdict = current ? await list(current) : {};
    for (const other of verdict.refusal ? others : []) {
      // No answer under the other one takes nothing from the refusal, which may be meant as it is.
      const second = await list(other).catch(() => undefined);
      if (!second || second.refusal) continue;
      this.takeOver(other);
      return second;
    }
    return verdict;
  }

  private takeOver(client: CouponClient): void {
    this.clients.splice(this.clients.indexOf(client), 1);
    this.clients.unshift(client);
  }
}
