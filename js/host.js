// @ts-check
// What only JavaScript's `typeof` can ask, for the crate: what a host lacks, and what stands in fields.
// The host is looked at at each call: a polyfill may come later.

/** What an address is relative to, as `fetch` has it: a page may have a `<base>`, and a frame without an address of its own has that of the page around it. */
export function baseAddress() {
  const page = typeof document === 'object' && document ? document.baseURI : undefined;
  return page || (typeof location === 'object' && location ? location.href : undefined);
}

/** The origin of the page or worker, or of the page around a frame without an address of its own; from an older engine its scheme alone. */
export const ownOrigin = () => (typeof origin === 'string' ? origin : typeof location === 'object' && location ? location.protocol : undefined);

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

/**
 * The place of the first object, from one on, that lacks a string in one of these fields, or a number in that one; the length of the list where none does.
 * A step out of the module costs as much as looking at a field: so it is one for all objects that lack nothing.
 *
 * @type {(list: any[], from: number, texts: string[], number: string) => number}
 */
export function firstIncomplete(list, from, texts, number) {
  for (let place = from; place < list.length; place += 1) {
    const object = list[place];
    if (typeof object !== 'object' || object === null || typeof object[number] !== 'number') return place;
    for (const text of texts) if (typeof object[text] !== 'string') return place;
  }
  return list.length;
}
