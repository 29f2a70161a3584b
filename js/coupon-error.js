// @ts-check
// JavaScript, not TypeScript: the WebAssembly module imports this very file, in the tests too, where nothing compiles it first.

/**
 * What went wrong, by who can mend it:
 * `config` the configuration, `input` what was asked for, `network` nothing came back, `timeout` nothing came back in time,
 * `http` a status other than 2xx, `api` the CRM's own refusal, `decode` an answer that is not what the API promises.
 * @typedef {'config' | 'input' | 'network' | 'timeout' | 'http' | 'api' | 'decode'} CouponErrorKind
 */

/**
 * What an error carries beside its message.
 * @typedef {object} CouponErrorDetails
 * @property {number | undefined} [code] The CRM's `code`, for kind `api`.
 * @property {number | undefined} [status] The HTTP status, where an answer came.
 * @property {boolean} [retryable] Whether the same call may succeed later. Default: false.
 * @property {number} [attempts] How many requests were sent. Default: 0.
 * @property {unknown} [cause] What was thrown: by the caller's own code as it is, by the host reduced to names, messages and codes.
 */

/** Every failure of this package, other than an abort. Its message never holds a key, a `param` or an id. */
export class CouponError extends Error {
  /**
   * @param {CouponErrorKind} kind
   * @param {string} message
   * @param {CouponErrorDetails} [details]
   */
  constructor(kind, message, details = {}) {
    super(message);
    this.name = 'CouponError';
    /** What went wrong. @readonly */
    this.kind = kind;
    /** The CRM's `code`, for kind `api`. @readonly */
    this.code = details.code;
    /** The HTTP status, where an answer came. @readonly */
    this.status = details.status;
    /** Whether the same call may succeed later. @readonly */
    this.retryable = details.retryable ?? false;
    /** How many requests were sent. @readonly */
    this.attempts = details.attempts ?? 0;
    // Not enumerable, as the language has it: whoever copies or prints an error's fields does not copy what the host threw.
    Object.defineProperty(this, 'cause', { value: details.cause, configurable: true, writable: true });
  }

  /**
   * For structured logs: everything but the stack and the cause, of which only the name is told.
   *
   * @returns {{ name: string, message: string, kind: CouponErrorKind, code: number | undefined, status: number | undefined, retryable: boolean, attempts: number, cause: string | undefined }}
   */
  toJSON() {
    const { name, message, kind, code, status, retryable, attempts } = this;
    const cause = this.cause instanceof Error ? this.cause.name : undefined;
    // What is undefined is not written.
    return { name, message, kind, code, status, retryable, attempts, cause };
  }
}
