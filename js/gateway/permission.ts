// What the application says of a request: whether it may be answered, as whose, and whether there were too many.
import { CouponError } from '../coupon-error.js';
import { errorName } from './error-name.js';
import { Fields, isNothing, knownFieldsOnly, object } from './fields.js';
import { memberJson } from './member-json.js';
import { WindowRateLimiter } from './rate-limit.js';
import { within } from './within.js';
import type { MemberQuery } from '../types/index.js';
import { later, Refusal } from './refusal.js';
import type { Settings } from './settings.js';
import type { RateLimiter } from './types.js';

/** What a caller may ask, and who it is. */
export interface Permission {
  readonly query: MemberQuery;
  readonly caller: string;
}

/** @throws {Refusal} 401 or 403, and 500 for an `authorize` that says something else. */
export async function permission(request: Request, query: MemberQuery, { authorize, authorizeTimeoutMs: ms }: Settings): Promise<Permission> {
  let allowed: unknown;
  try {
    const late = () => new Refusal(401, 'not authorized', {}, 'authorize: it took too long');
    allowed = await within(ms, late, async () => authorize(request, query));
  } catch (thrown) {
    throw thrown instanceof Refusal ? thrown : new Refusal(401, 'not authorized', {}, `authorize: it threw ${errorName(thrown) ?? 'no error'}`);
  }
  if (isNothing(allowed)) throw new Refusal(403, 'not allowed');
  try {
    const given = object('config', 'authorize', allowed);
    knownFieldsOnly('config', 'authorize', given, ['memberId', 'platformId', 'caller']);
    const asked = memberJson(given);
    // One that is there and says nothing would have an admin counted by whom it asks for, which is no limit at all.
    const caller = 'caller' in given ? new Fields('config', given).nonEmptyText('caller') : asked;
    return { query: JSON.parse(asked), caller };
  } catch (error) {
    throw error instanceof CouponError ? new Refusal(500, 'the gateway is set up wrongly', {}, 'authorize: expected it to return a query, and a caller that is not empty or none at all, found something else') : error;
  }
}

/** Counts the requests of each caller. */
export function rateLimiter({ rateLimiter, rateLimit: { requests, seconds } }: Settings): RateLimiter {
  return rateLimiter ?? new WindowRateLimiter(requests, seconds * 1_000);
}

/** @throws {Refusal} 429 when there were too many, 503 when nobody can tell. */
export async function countRequest(limiter: RateLimiter, caller: string, ms: number): Promise<void> {
  try {
    await within(ms, () => new Error('late'), async () => limiter.consume(caller));
  } catch (thrown) {
    const { msBeforeNext } = Object(thrown);
    if (typeof msBeforeNext === 'number') throw later(429, 'rate limited', msBeforeNext);
    throw later(503, 'rate limit unknown', 1_000, 'rateLimiter: it failed');
  }
}
