// How long a call may take, how often it is tried, and who is told.
import { Fields, nameOf, nameOrNone, isNothing, object, type Blame, type Given } from './fields.js';
import { DEFAULT_RETRY, LONGEST_WAIT_MS, readRetry, type Retry } from './retry.js';
import type { RequestView, ResponseView, RetryView } from './types.js';

/** Functions of the caller that are told what happens. */
export interface Hooks {
  readonly onRequest?: ((view: RequestView) => unknown) | undefined;
  readonly onResponse?: ((view: ResponseView) => unknown) | undefined;
  readonly onRetry?: ((view: RetryView) => unknown) | undefined;
}

/** What one call may have of its own. A time that is absent is for ever. */
export interface CallOptions extends Hooks {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
  readonly totalTimeoutMs: number | undefined;
  readonly retry: Retry;
}

export const DEFAULTS: CallOptions = { timeoutMs: 10_000, totalTimeoutMs: 30_000, retry: DEFAULT_RETRY };

/**
 * Reads what a configuration and a call have in common.
 *
 * @throws {CouponError} naming the field.
 */
export function readCommon(blame: Blame, given: Given, defaults: CallOptions): CallOptions {
  const fields = new Fields(blame, given);
  return {
    timeoutMs: timeOut(fields, 'timeoutMs', defaults),
    totalTimeoutMs: timeOut(fields, 'totalTimeoutMs', defaults),
    retry: fields.optional('retry', (value) => readRetry(blame, value, defaults.retry)) || defaults.retry,
    onRequest: fields.function('onRequest'),
    onResponse: fields.function('onResponse'),
    onRetry: fields.function('onRetry'),
  };
}

function timeOut(fields: Fields, name: 'timeoutMs' | 'totalTimeoutMs', defaults: CallOptions): number | undefined {
  const ms = fields.value(name);
  if (isNothing(ms)) return defaults[name];
  if (typeof ms === 'number' && ms > 0) return ms > LONGEST_WAIT_MS ? undefined : Math.ceil(ms);
  throw fields.unexpected(name, 'a positive number of milliseconds, or Infinity', nameOf(ms));
}

/**
 * Reads `RequestOptions`; what they do not say is as the configuration has it. The configuration's own hooks are not among them.
 *
 * @throws {CouponError} `input`, naming the field.
 */
export function readOptions(options: unknown, { timeoutMs, totalTimeoutMs, retry }: CallOptions): CallOptions {
  const defaults = { timeoutMs, totalTimeoutMs, retry };
  if (isNothing(options)) return defaults;
  const given = object('input', 'options', options);
  return Object.assign(readCommon('input', given, defaults), { signal: new Fields('input', given).optional('signal', readSignal) });
}

// Not `instanceof`: a signal of another realm, or of a polyfill, is as good.
function readSignal(signal: unknown): AbortSignal {
  const fields = new Fields('input', {});
  try {
    if (typeof signal === 'object' && typeof (signal as AbortSignal).aborted === 'boolean') return signal as AbortSignal;
  } catch {
    // What cannot be read is none.
  }
  throw fields.unexpected('signal', 'an AbortSignal', nameOrNone(signal));
}
