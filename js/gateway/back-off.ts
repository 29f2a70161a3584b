// The delay before a retry: the CRM's `Retry-After`, or exponential back-off with full jitter. The gateway waits itself
// instead of leaving it to its client, so that a waiting call does not hold a slot of the concurrency limit.
import type { RetryOptions } from '../types/index.js';
import { MAX_TIMER_MS } from './deadline.js';

// The same defaults as the client's.
const DEFAULTS = { limit: 2, minDelayMs: 500, maxDelayMs: 8_000, maxRetryAfterMs: 20_000 };

/** The parts of a failed attempt that decide about a retry. */
export interface FailedAttempt {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
}

/**
 * @param retry The option, which the client has checked.
 * @returns A function that returns the milliseconds before the next attempt, after the given number of attempts, or
 * undefined if there is no next attempt.
 */
export function backOff(retry: number | RetryOptions | undefined): (failed: FailedAttempt, attempts: number) => number | undefined {
  const { limit, minDelayMs, maxDelayMs, maxRetryAfterMs } = { ...DEFAULTS, ...present(typeof retry === 'number' ? { limit: retry } : retry) };
  return ({ retryable, retryAfterMs }, attempts) => {
    if (!retryable || attempts > limit) return undefined;
    if (retryAfterMs !== undefined) return retryAfterMs <= Math.min(maxRetryAfterMs, MAX_TIMER_MS) ? retryAfterMs : undefined;
    return Math.random() * Math.min(maxDelayMs, MAX_TIMER_MS, minDelayMs * 2 ** (attempts - 1));
  };
}

/** Returns the known fields that are numbers. `null` counts as absent. */
function present(retry: RetryOptions | undefined): Partial<typeof DEFAULTS> {
  return Object.fromEntries(Object.entries(retry ?? {}).filter(([name, value]) => name in DEFAULTS && typeof value === 'number'));
}
