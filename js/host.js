// @ts-check
// Checks for the crate that need JavaScript's `typeof`: which globals the host has, and the types of fields.
// Globals are looked up at each call, because a polyfill may be installed later.

/**
 * Returns the URL that relative addresses are resolved against, as in `fetch`. It respects a page's `<base>`; a frame
 * without its own URL, such as `srcdoc`, has its parent's.
 */
export function baseAddress() {
  const page = typeof document === 'object' && document ? document.baseURI : undefined;
  return page || (typeof location === 'object' && location ? location.href : undefined);
}

/**
 * Returns the origin of the page or worker; for a frame without its own URL, that of its parent. Engines without the
 * global `origin` give the scheme alone.
 */
export function ownOrigin() {
  // A sandboxed frame has the origin 'null'. Its requests follow the rules of its URL's scheme.
  if (typeof origin === 'string' && origin !== 'null') return origin;
  return typeof location === 'object' && location ? location.protocol : undefined;
}

/** Returns whether this is a page, whose visitors can read its code. */
export const isPage = () => typeof document === 'object' && document !== null;

/** Returns whether the host has a `fetch`. */
export const hasFetch = () => typeof fetch === 'function';

/** Returns whether the host can parse URLs. */
export const hasUrl = () => typeof URL === 'function';

/** Returns a new `AbortController`, or undefined if the host has none. */
export function abortController() {
  try {
    if (typeof AbortController !== 'function') return undefined;
    const controller = new AbortController();
    // Read here, because the crate cannot catch an exception of it.
    void controller.signal;
    return controller;
  } catch {
    // A polyfill that throws on this host counts as absent.
    return undefined;
  }
}

/**
 * Returns milliseconds of the monotonic clock, or of the wall clock if the host has no monotonic one. It must not
 * throw, or time-outs would not work.
 */
export function monotonicMs() {
  try {
    return performance.now();
  } catch {
    // The host has none, or an incomplete one.
    return Date.now();
  }
}

/**
 * Calls `resolved` or `rejected`, with the number of a wait and the value or reason, once a promise has settled. Another
 * value counts as a resolved promise.
 *
 * @type {(value: unknown, wait: number, resolved: Callback, rejected: Callback) => void}
 */
export function whenSettled(value, wait, resolved, rejected) {
  Promise.resolve(value).then(
    (settled) => resolved(wait, settled),
    (reason) => rejected(wait, reason),
  );
}

/** @typedef {(wait: number, settled: unknown) => void} Callback */

/**
 * Returns the index of the first coupon, at or after `from`, in which a text field is not a string or the status is not a
 * finite number. Returns the length of the list if there is none. It checks many coupons in one call, because a call out
 * of the module costs as much as a check of a field, and it names each field, because engines read a field whose name is
 * a constant ten times as fast. The crate checks the coupon that it finds field by field: see src/client/decode.rs.
 *
 * @type {(list: any[], from: number) => number}
 */
export function firstIncomplete(list, from) {
  for (let place = from; place < list.length; place += 1) {
    const coupon = list[place];
    if (typeof coupon !== 'object' || coupon === null || !Number.isFinite(coupon.status)) return place;
    if (!isText(coupon.id) || !isText(coupon.cpnCode) || !isText(coupon.cpnName) || !isText(coupon.begDate)) return place;
    if (!isText(coupon.endDate) || !isText(coupon.cpnType) || !isText(coupon.cpnid) || !isText(coupon.mmbid)) return place;
    if (!isText(coupon.openid) || !isText(coupon.picUrl)) return place;
  }
  return list.length;
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string';
