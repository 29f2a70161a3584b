// @ts-check
// JavaScript, since the crate takes this very file along: what wasm-pack alone makes throws the same class. src/error.rs declares it there.

// Every entry carries a class of its own. An error of one is an error of all.
const BRAND = Symbol.for('houcaller-coupons.CouponError');

/**
 * Every failure of this package, other than an abort. Its message never holds a key, a `param` or an id.
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
   * For tests and stand-ins; the package makes its own.
   *
   * @param {import('./types/crate.js').CouponErrorKind} kind What went wrong.
   * @param {string} message The same in words.
   * @param {import('./types/crate.js').CouponErrorDetails} [details] Default: none.
   * @example
   * const error = new CouponError('timeout', 'no complete answer came within 10000 ms', { retryable: true, attempts: 3 });
   */
  constructor(kind, message, details = {}) {
    super(message);
    this.name = 'CouponError';
    /**
     * What went wrong.
     * @readonly
     */
    this.kind = kind;
    /**
     * The CRM's `code`, for kind `api`.
     * @readonly
     * @type {number | undefined}
     */
    this.code = details.code;
    /**
     * The HTTP status, where an answer came.
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
     * How many requests were sent.
     * @readonly
     * @type {number}
     */
    this.attempts = details.attempts || 0;
    /**
     * What was thrown: by the caller's own code as it is, by the host reduced to names, messages and codes.
     * @readonly
     * @type {unknown}
     */
    this.cause = undefined;
    // Not enumerable, as the language has it: whoever copies or prints an error's fields does not copy what the host threw.
    Object.defineProperty(this, 'cause', { value: details.cause, enumerable: false, configurable: true, writable: true });
  }

  /**
   * For structured logs: everything but the stack and the cause, of which only the name is told.
   *
   * @returns {import('./types/crate.js').CouponErrorRecord} Its fields.
   * @example
   * new CouponError('api', '渠道不存在', { code: 1001 }).toJSON(); // { name: 'CouponError', kind: 'api', code: 1001, retryable: false, … }
   */
  toJSON() {
    const { name, message, kind, code, status, retryable, attempts } = this;
    const cause = nameOf(this.cause);
    // What is undefined is not written.
    return { name, message, kind, code, status, retryable, attempts, cause };
  }
}

Object.defineProperty(CouponError.prototype, BRAND, { value: true });
Object.defineProperty(CouponError, Symbol.hasInstance, {
  value(/** @type {unknown} */ value) {
    // A class that is derived from this one has instances of its own.
    if (this !== CouponError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  },
});

/**
 * The name of an exception, of whatever realm.
 *
 * @param {unknown} cause
 */
function nameOf(cause) {
  const isException = cause instanceof Error || /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(cause));
  return isException ? /** @type {Error} */ (cause).name : undefined;
}
