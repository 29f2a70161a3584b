// The error that an application throws when it cannot authorize requests for the moment.

// Each bundle has its own copy of the class. `instanceof` checks this brand, so that it accepts the errors of every
// copy.
const BRAND = Symbol.for('houcaller-coupons.Unavailable');

/**
 * Throw this in `authorize` when it cannot decide for the moment, for example because the session store does not
 * answer. The request is then answered with 503 and `Retry-After`, not with 401, so that an outage logs nobody out.
 *
 * @example
 * const authorize: Authorize = async (request) => {
 *   const session = await sessionOf(request).catch((cause) => {
 *     throw new Unavailable('the session store does not answer', { retryAfter: 5, cause });
 *   });
 *   if (!session) throw new Error('nobody is logged in'); // 401
 *   return { memberId: session.memberId };
 * };
 */
export class Unavailable extends Error {
  /** Seconds after which to send the request again. */
  readonly retryAfter: number;

  /**
   * @param message A description for your own logs. The gateway does not send it or log it. Default: none.
   * @param details `retryAfter` in seconds, and the `cause`. Default: 1 second.
   * @example
   * const error = new Unavailable('the session store does not answer', { retryAfter: 5 });
   * console.log(error.retryAfter); // 5
   */
  constructor(message?: string, details: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, details);
    this.name = 'Unavailable';
    this.retryAfter = details.retryAfter ?? 1;
  }
}

Object.defineProperty(Unavailable.prototype, BRAND, { value: true });

Object.defineProperty(Unavailable, Symbol.hasInstance, {
  value(value: unknown) {
    // A subclass inherits this method, but accepts its own instances only.
    if (this !== Unavailable) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  },
});

/**
 * Returns the milliseconds of `retryAfter` if the exception is an `Unavailable`. Reading its fields may throw.
 *
 * @returns `undefined` for any other value.
 */
export function unavailableMs(thrown: unknown): number | undefined {
  try {
    if (!(thrown instanceof Unavailable)) return undefined;
    const { retryAfter } = thrown;
    return 1_000 * (Number.isFinite(retryAfter) ? retryAfter : 1);
  } catch {
    return undefined;
  }
}
