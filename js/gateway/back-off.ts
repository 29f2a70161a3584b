// When an attempt is made again: exponential back-off with full jitter, or when the CRM says. The gateway, not its client, waits between two attempts, so that
// the wait holds no place of the concurrency limit.
import type { RetryOptions } from '../types/index.js';
import { LONGEST_WAIT_MS } from './deadline.js';

// The client's own defaults.
const DEFAULTS = { limit: 2, minDelayMs: 500, maxDelayMs: 8_000, maxRetryAfterMs: 20_000 };

/** What an attempt came to, as far as another one depends on it. */
export interface Failed {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
}

/** @param given As the client has checked it. */
export function backOff(given: number | RetryOptions | undefined): (failed: Failed, attempts: number) => number | undefined {
  const { limit, minDelayMs, maxDelayMs, maxRetryAfterMs } = { ...DEFAULTS, ...present(typeof given === 'number' ? { limit: given } : given) };
  /** The milliseconds until the next attempt, after so many; `undefined` for no other. */
  return ({ retryable, retryAfterMs }, attempts) => {
    if (!retryable || attempts > limit) return undefined;
    if (retryAfterMs !== undefined) return retryAfterMs <= Math.min(maxRetryAfterMs, LONGEST_WAIT_MS) ? retryAfterMs : undefined;
    return Math.random() * Math.min(maxDelayMs, LONGEST_WAIT_MS, minDelayMs * 2 ** (attempts - 1));
  };
}

/** The fields that say something: `null` counts as absent. */
function present(given: RetryOptions | undefined): Partial<typeof DEFAULTS> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([name, value]) => name in DEFAULTS && typeof value === 'number'));
}
