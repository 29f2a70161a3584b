import type { CouponErrorDetails, CouponErrorKind, CouponErrorRecord } from './types.js';

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
  /** The CRM's `code`, for kind `api`. */
  readonly code: number | undefined;
  /** The HTTP status, where an answer came. */
  readonly status: number | undefined;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How many requests were sent. */
  readonly attempts: number;
  /** What was thrown: by the caller's own code as it is, by the host reduced to names, messages and codes. */
  declare readonly cause: unknown;

  /**
   * For tests and stand-ins; the package makes its own.
   *
   * @param kind What went wrong.
   * @param message The same in words.
   * @param details Default: none.
   * @example
   * const error = new CouponError('timeout', 'no complete answer came within 10000 ms', { retryable: true, attempts: 3 });
   */
  constructor(
    /** What went wrong. */
    readonly kind: CouponErrorKind,
    message: string,
    details: CouponErrorDetails = {},
  ) {
    super(message);
    this.name = 'CouponError';
    this.code = details.code;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.attempts = details.attempts ?? 0;
    // Not enumerable, as the language has it: whoever copies or prints an error's fields does not copy what the host threw.
    Object.defineProperty(this, 'cause', { value: details.cause, configurable: true, writable: true });
  }

  /**
   * For structured logs: everything but the stack and the cause, of which only the name is told.
   *
   * @returns Its fields.
   * @example
   * new CouponError('api', '渠道不存在', { code: 1001 }).toJSON(); // { name: 'CouponError', kind: 'api', code: 1001, retryable: false, … }
   */
  toJSON(): CouponErrorRecord {
    const { name, message, kind, code, status, retryable, attempts } = this;
    const cause = this.cause instanceof Error ? this.cause.name : undefined;
    // What is undefined is not written.
    return { name, message, kind, code, status, retryable, attempts, cause };
  }
}
