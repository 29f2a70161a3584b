// Calls the application's `authorize` and rate limiter, and checks their results. Both may return or throw anything.
import type { Deadline } from './deadline.js';
import { errorName } from './error-name.js';
import { Fields, isNothing, isObject, knownFieldsOnly, object, reading } from './fields.js';
import { memberQuery } from './member-query.js';
import { WindowRateLimiter } from './rate-limit.js';
import type { MemberQuery } from '../types/index.js';
import { Refusal, retryLater } from './refusal.js';
import type { Settings } from './settings.js';
import type { RateLimiter } from './types.js';
import { unavailableMs } from './unavailable.js';

/** The query that a caller may send to the CRM, and the caller. */
export interface Permission {
  readonly query: MemberQuery;
  /** The query as a text; equal queries have equal texts. */
  readonly key: string;
  readonly caller: string;
}

/** The rejection of work that takes too long. */
const TIMED_OUT = Symbol();

/** @throws {Refusal} 401, 403 or 503, and 500 if `authorize` returns something invalid. */
export async function permission(request: Request, query: MemberQuery, { authorize, authorizeTimeoutMs }: Settings, deadline: Deadline): Promise<Permission> {
  let allowed: unknown;
  try {
    allowed = await deadline.within(
      authorizeTimeoutMs,
      () => TIMED_OUT,
      async () => authorize(request, query),
    );
  } catch (thrown) {
    throw unauthorized(thrown);
  }
  if (isNothing(allowed)) throw new Refusal(403, 'not allowed');
  try {
    const given = object('config', 'authorize', allowed);
    knownFieldsOnly('config', 'authorize', given, ['memberId', 'platformId', 'caller']);
    const query = memberQuery(given);
    // An id contains no line break.
    const key = `${query.memberId ?? ''}\n${query.platformId ?? ''}`;
    // A `caller` that is present but empty is refused. Otherwise an admin would be counted by the member of each query,
    // and so not be limited.
    const hasCaller = reading('config', 'authorize', () => 'caller' in given);
    return { query, key, caller: hasCaller ? new Fields('config', given).nonEmptyText('caller') : key };
  } catch {
    throw new Refusal(500, 'the gateway is set up wrongly', {}, 'authorize: must return a query; its caller must not be empty');
  }
}

function unauthorized(thrown: unknown): Refusal {
  // A time-out gives 503, not 401, so that a session store that hangs logs nobody out.
  const waitMs = thrown === TIMED_OUT ? 1_000 : unavailableMs(thrown);
  const failure = thrown === TIMED_OUT ? 'authorize: it took too long' : `authorize: it threw ${errorName(thrown) ?? 'a non-error'}`;
  return waitMs === undefined ? new Refusal(401, 'not authorized', {}, failure) : retryLater(503, 'authorization unavailable', waitMs, failure);
}

/** Returns the application's rate limiter, or one that counts in memory. */
export function rateLimiter({ rateLimiter, rateLimit: { requests, seconds } }: Settings): RateLimiter {
  return rateLimiter ?? new WindowRateLimiter(requests, seconds * 1_000);
}

/** @throws {Refusal} 429 after too many requests, 503 if the rate limiter fails. */
export async function countRequest(limiter: RateLimiter, caller: string, ms: number, deadline: Deadline): Promise<void> {
  let counted: unknown;
  try {
    // The gateway's own limiter does not wait for anything, so it needs no time-out.
    if (limiter instanceof WindowRateLimiter) return await limiter.consume(caller);
    counted = await deadline.within(
      ms,
      () => TIMED_OUT,
      async () => limiter.consume(caller),
    );
  } catch (thrown) {
    const waitMs = msBeforeNext(thrown);
    throw waitMs === undefined
      ? retryLater(503, 'rate limit unknown', unavailableMs(thrown), 'rateLimiter: it failed')
      : retryLater(429, 'rate limited', waitMs);
  }
  // Some limiters resolve to a refusal instead of rejecting.
  if (refuses(counted)) throw retryLater(429, 'rate limited', msBeforeNext(counted));
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
