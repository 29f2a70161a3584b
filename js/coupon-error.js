// @ts-check
// The error class. It is JavaScript because the crate includes this file (src/error.rs), so that a module built by
// wasm-pack alone throws the same class.

// Each entry bundles its own copy of the class. `instanceof` checks this brand, so that it accepts the errors of every
// entry.
const BRAND = Symbol.for('houcaller-coupons.CouponError');

/**
 * The class of every error of this package, other than an abort. The message never contains a key, a `param` or an id.
 *
 * @example
 * try {
 *   await client.listCoupons({});
 * } catch (error) {
 *   if (!(error instanceof CouponError)) throw error;
 *   console.log(error.kind, error.attempts); // input 0
 * }
 */
export class CouponError extends Error {
  /**
   * Creates an error, for tests and mocks of the client. The package creates its own.
   *
   * @param {import('./types/crate.js').CouponErrorKind} kind The category of the error.
   * @param {string} message The description.
   * @param {import('./types/crate.js').CouponErrorDetails} [details] The other fields. Default: none.
   * @example
   * const error = new CouponError('timeout', 'no complete answer came within 10000 ms', { retryable: true, attempts: 3 });
   */
  constructor(kind, message, details = {}) {
    super(message);
    this.name = 'CouponError';
    /**
     * The category of the error.
     * @readonly
     */
    this.kind = kind;
    /**
     * The CRM's `code`, if `kind` is `api`.
     * @readonly
     * @type {number | undefined}
     */
    this.code = details.code;
    /**
     * The HTTP status, if an answer arrived.
     * @readonly
     * @type {number | undefined}
     */
    this.status = details.status;
    /**
     * Whether the same call may succeed later.
     * @readonly
     * @type {boolean}
     */
    this.retryable = details.retryable || false;
    /**
     * The number of requests that were sent.
     * @readonly
     * @type {number}
     */
    this.attempts = details.attempts || 0;
    /**
     * The exception that caused this error. One that `fetch` threw, or that ended the reading of the answer, is reduced
     * to its name, message, code, stack and causes; any other is unchanged.
     * @readonly
     * @type {unknown}
     */
    this.cause = undefined;
    // Not enumerable, like `cause` of every `Error`, so that copying or printing an error's fields does not copy what
    // the host threw.
    Object.defineProperty(this, 'cause', { value: details.cause, enumerable: false, configurable: true, writable: true });
  }

  /**
   * Returns the fields for a structured log. The stack is left out, and the cause is reduced to its name.
   *
   * @returns {import('./types/crate.js').CouponErrorRecord} A plain object.
   * @example
   * new CouponError('api', '渠道不存在', { code: 1001 }).toJSON(); // { name: 'CouponError', kind: 'api', code: 1001, retryable: false, … }
   */
  toJSON() {
    const { name, message, kind, code, status, retryable, attempts } = this;
    const cause = nameOf(this.cause);
    // `JSON.stringify` leaves out undefined fields.
    return { name, message, kind, code, status, retryable, attempts, cause };
  }
}

Object.defineProperty(CouponError.prototype, BRAND, { value: true });
Object.defineProperty(CouponError, Symbol.hasInstance, {
  value(/** @type {unknown} */ value) {
    // A subclass inherits this method, but accepts its own instances only.
    if (this !== CouponError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  },
});

/**
 * Returns the name of an exception of any realm, or undefined for other values.
 *
 * @param {unknown} cause
 */
function nameOf(cause) {
  try {
    const isException = cause instanceof Error || /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(cause));
    const name = isException && /** @type {Error} */ (cause).name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    // A getter of it threw, or it is a revoked proxy.
    return undefined;
  }
}
