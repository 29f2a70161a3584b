// Key rotation without downtime. While two ciphers are configured, a query that the CRM refuses under one is sent again
// under the other. The CRM documents no code for a `param` that it cannot decrypt, so this is done after every refusal.
// If both are refused, the caller gets the refusal under the cipher that was accepted last.
import type { CouponClient } from '../api.js';
import type { FailedAttempt } from './back-off.js';
import type { CrmResult } from './crm-result.js';

export class KeyRotation {
  /**
   * @param clients One client for each cipher; the first one is in use.
   * @param failureOf Returns the parts of an exception that decide about a retry, if it is a failure of the attempt.
   */
  constructor(
    private clients: [CouponClient, CouponClient?],
    private readonly failureOf: (thrown: unknown) => FailedAttempt | undefined,
  ) {}

  ask(list: (client: CouponClient) => Promise<CrmResult>): Promise<CrmResult> {
    const [current, other] = this.clients;
    return other ? this.askBoth(list, current, other) : list(current);
  }

  private async askBoth(list: (client: CouponClient) => Promise<CrmResult>, current: CouponClient, other: CouponClient): Promise<CrmResult> {
    const first = await list(current);
    if (!first.refusal) return first;
    let failed: FailedAttempt | undefined;
    try {
      const second = await list(other);
      if (!second.refusal) {
        this.clients = [other, current];
        return second;
      }
      failed = second.refusal;
    } catch (thrown) {
      failed = this.failureOf(thrown);
    }
    // If the second call fails too, the first refusal is returned, because it may not be about the cipher. It can be
    // retried if the second call can: the CRM may already have changed the key, and fail only for the moment.
    if (!failed?.retryable) return first;
    return { refusal: { ...first.refusal, retryable: true, retryAfterMs: failed.retryAfterMs } };
  }
}
