// @ts-check
// What a host may lack. Only JavaScript's `typeof` can ask for a name that may not be there. Each is looked up at each call: a polyfill may come later.

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
