// The body of a request: three strings.
import { CouponError } from './coupon-error.js';
import { nameOf, unexpected } from './fields.js';
import type { Envelope } from './types.js';

/** The last moment that a `Date` can hold. */
const LAST_MOMENT_MS = 8.64e15;

/**
 * Puts an encrypted `param` into an envelope, stamped with the moment.
 *
 * @throws {CouponError} `config` for a clock that does not return a moment.
 */
export function seal(param: string, channel: string, now: (() => unknown) | undefined): Envelope {
  return { param, channel, timestamp: timestamp(now) };
}

function timestamp(now: (() => unknown) | undefined): string {
  const ms = now ? read(now) : Date.now();
  if (!(ms >= 0 && ms <= LAST_MOMENT_MS)) throw unexpected('config', 'now', 'milliseconds since the epoch', 'a number that is none');
  // A fraction of a millisecond is of no use to the CRM.
  return String(Math.floor(ms));
}

function read(now: () => unknown): number {
  const expected = 'a function that returns milliseconds since the epoch';
  let ms: unknown;
  try {
    ms = now();
  } catch (cause) {
    throw new CouponError('config', `now: expected ${expected}, found one that throws`, { cause });
  }
  if (typeof ms === 'number') return ms;
  throw unexpected('config', 'now', expected, nameOf(ms));
}
