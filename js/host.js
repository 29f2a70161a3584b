// @ts-check
// What only JavaScript's `typeof` can ask, for the crate: what a host lacks, and what stands in a field.
// The host is looked at at each call: a polyfill may come later.

/** The page's own address. Workers have one too, servers none. */
export const pageLocation = () => (typeof location === 'object' ? location : undefined);

/** Whether this is a page, whose code its visitors can read. */
export const isPage = () => typeof document === 'object';

/** Whether the host can read addresses. */
export const hasUrl = () => typeof URL === 'function';

/** Something to abort a request with, where the host has it. */
export function abortController() {
  try {
    return typeof AbortController === 'function' ? new AbortController() : undefined;
  } catch {
    // A polyfill that does not work here is none.
    return undefined;
  }
}

/** Milliseconds on a clock that nobody sets, where the host has one that works. An exception here would leave a call without an end. */
export function monotonicMs() {
  try {
    if (typeof performance === 'object') return performance.now();
  } catch {
    // There is the other one.
  }
  return Date.now();
}

// Every field of every coupon is asked for its type: here that is one step out of the module, and three where the module takes the value to look at it.
/** @type {(object: any, field: string) => boolean} */
export const isText = (object, field) => typeof object[field] === 'string';

/** @type {(object: any, field: string) => boolean} */
export const isNumber = (object, field) => typeof object[field] === 'number';
