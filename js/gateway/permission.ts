// What the application says of a request: whether it may be answered, as whose, and whether there were too many. It may throw and return anything.
import type { Deadline } from './deadline.js';
import { errorName } from './error-name.js';
import { Fields, isNothing, isObject, knownFieldsOnly, object, reading } from './fields.js';
import { memberQuery } from './member-query.js';
import { WindowRateLimiter } from './rate-limit.js';
import type { MemberQuery } from '../types/index.js';
import { later, Refusal } from './refusal.js';
import type { Settings } from './settings.js';
import type { RateLimiter } from './types.js';
import { unavailableMs } from './unavailable.js';

/** What a caller may ask, and who it is. */
export interface Permission {
  readonly query: MemberQuery;
  /** The query as a text that equal ones have in common. */
  readonly key: string;
  readonly caller: string;
}

/** What comes of work that takes too long. */
const LATE = Symbol();

/** @throws {Refusal} 401, 403 or 503, and 500 for an `authorize` that says something else. */
export async function permission(request: Request, query: MemberQuery, { authorize, authorizeTimeoutMs }: Settings, deadline: Deadline): Promise<Permission> {
  let allowed: unknown;
  try {
    allowed = await deadline.within(authorizeTimeoutMs, () => LATE, async () => authorize(request, query));
  } catch (thrown) {
    throw unauthorized(thrown);
  }
  if (isNothing(allowed)) throw new Refusal(403, 'not allowed');
  try {
    const given = object('config', 'authorize', allowed);
    knownFieldsOnly('config', 'authorize', given, ['memberId', 'platformId', 'caller']);
    const query = memberQuery(given);
    const key = JSON.stringify(query);
    // One that is there and says nothing would have an admin counted by whom it asks for, which is no limit at all.
    const named = reading('config', 'authorize', () => 'caller' in given);
    return { query, key, caller: named ? new Fields('config', given).nonEmptyText('caller') : key };
  } catch {
    throw new Refusal(500, 'the gateway is set up wrongly', {}, 'authorize: expected it to return a query, and a caller that is not empty or none at all, found something else');
  }
}

function unauthorized(thrown: unknown): Refusal {
  // A session store that hangs logs nobody out either.
  const waitMs = thrown === LATE ? 1_000 : unavailableMs(thrown);
  const failure = thrown === LATE ? 'authorize: it took too long' : `authorize: it threw ${errorName(thrown) ?? 'no error'}`;
  return waitMs === undefined ? new Refusal(401, 'not authorized', {}, failure) : later(503, 'authorization unavailable', waitMs, failure);
}

/** Counts the requests of each caller. */
export function rateLimiter({ rateLimiter, rateLimit: { requests, seconds } }: Settings): RateLimiter {
  return rateLimiter ?? new WindowRateLimiter(requests, seconds * 1_000);
}

/** @throws {Refusal} 429 when there were too many, 503 when nobody can tell. */
export async function countRequest(limiter: RateLimiter, caller: string, ms: number, deadline: Deadline): Promise<void> {
  let counted: unknown;
  try {
    const counting = async () => limiter.consume(caller);
    // The gateway's own waits for nothing, and needs no timer.
    counted = await (limiter instanceof WindowRateLimiter ? counting() : deadline.within(ms, () => LATE, counting));
  } catch (thrown) {
    const waitMs = msBeforeNext(thrown);
    throw waitMs === undefined ? later(503, 'rate limit unknown', unavailableMs(thrown), 'rateLimiter: it failed') : later(429, 'rate limited', waitMs);
  }
  // Some limiters resolve to whether there is room.
  if (refuses(counted)) throw later(429, 'rate limited', msBeforeNext(counted));
}

function refuses(counted: unknown): boolean {
  try {
    return counted === false || (isObject(counted) && counted.success === false);
  } catch {
    return true;
  }
}

function msBeforeNext(given: unknown): number | undefined {
  try {
    const { msBeforeNext } = Object(given);
    return typeof msBeforeNext === 'number' ? msBeforeNext : undefined;
  } catch {
    return undefined;
  }
}
