// Whether and when a call is tried again: exponential back-off with full jitter, and what the server asks for.
import { count, Fields, isArray, knownFieldsOnly, nameOf, object, unexpected, type Blame } from './fields.js';
import type { Fault } from './fault.js';

/** The longest time that `setTimeout` can wait; beyond it, it does not wait at all. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** How often, how long, and for which answers: `RetryOptions` with its defaults filled in. */
export interface Retry {
  readonly limit: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly maxRetryAfterMs: number;
  readonly codes: readonly number[];
}

export const DEFAULT_RETRY: Retry = { limit: 2, minDelayMs: 500, maxDelayMs: 8_000, maxRetryAfterMs: 20_000, codes: [] };

/**
 * Reads `RetryOptions`, or a number for the limit alone.
 *
 * @throws {CouponError} naming the field.
 */
export function readRetry(blame: Blame, value: unknown, defaults: Retry): Retry {
  if (typeof value === 'number') return Object.assign({}, defaults, { limit: count(blame, 'retry', value) });
  const given = object(blame, 'retry', value);
  knownFieldsOnly(blame, 'retry', given, Object.keys(DEFAULT_RETRY));
  const fields = new Fields(blame, given, 'retry.');
  const number = (name: 'limit' | 'minDelayMs' | 'maxDelayMs' | 'maxRetryAfterMs') => {
    const found = fields.count(name);
    return found === undefined ? defaults[name] : found;
  };
  return {
    limit: number('limit'),
    minDelayMs: number('minDelayMs'),
    maxDelayMs: number('maxDelayMs'),
    maxRetryAfterMs: number('maxRetryAfterMs'),
    codes: fields.optional('codes', (codes, path) => numbers(blame, path, codes)) || defaults.codes,
  };
}

function numbers(blame: Blame, path: string, value: unknown): number[] {
  const entries = isArray(value) ? Array.from(value) : [undefined];
  const found = entries.filter((entry): entry is number => typeof entry === 'number');
  if (found.length === entries.length) return found;
  throw unexpected(blame, path, 'an array of numbers', nameOf(value));
}

/**
 * The milliseconds to wait after a failed attempt, or nothing when it was the last.
 *
 * @param random In `[0, 1)`: full jitter, so that clients which failed together do not come back together.
 */
export function delayMs(retry: Retry, fault: Fault, attempts: number, random: number): number | undefined {
  if (attempts > retry.limit || !maySucceedLater(retry, fault)) return undefined;
  const { retryAfterMs } = fault;
  if (retryAfterMs === undefined) {
    const bound = Math.min(retry.minDelayMs * 2 ** (attempts - 1), retry.maxDelayMs, LONGEST_WAIT_MS);
    return Math.floor(bound * random);
  }
  return retryAfterMs <= Math.min(retry.maxRetryAfterMs, LONGEST_WAIT_MS) ? Math.max(0, Math.ceil(retryAfterMs)) : undefined;
}

/** Whether the same call may succeed later. */
export function maySucceedLater(retry: Retry, { kind, status = 0, code }: Fault): boolean {
  if (kind === 'http') return [408, 425, 429, 500, 502, 503, 504].includes(status);
  if (kind === 'api') return code !== undefined && retry.codes.includes(code);
  return kind === 'network' || kind === 'timeout';
}

/** The milliseconds that a `Retry-After` asks for: seconds, or a date. What is neither asks for nothing. */
export function retryAfterMs(header: string): number | undefined {
  const seconds = header.trim();
  // Nine digits are thirty years.
  if (/^\d+$/.test(seconds)) return Number(seconds.slice(0, 9)) * 1_000;
  // Engines take many a number for a date; those of HTTP begin with a weekday.
  const moment = /^[a-z]/i.test(seconds) ? Date.parse(seconds) : NaN;
  return Number.isNaN(moment) ? undefined : moment - Date.now();
}
