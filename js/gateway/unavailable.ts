// What an application throws where it cannot tell for now whether a request may be answered.

// Every bundle of this file carries a class of its own. An error of one is an error of all.
const BRAND = Symbol.for('houcaller-coupons.Unavailable');

/**
 * For `authorize` to throw when it cannot decide now, for example because the session store does not answer. The request is then answered with 503 and
 * `Retry-After`, not with 401, so that nobody is logged out by an outage.
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
  /** Seconds after which to ask again. */
  readonly retryAfter: number;

  /**
   * @param message For your own logs: the gateway shows it to nobody. Default: none.
   * @param details `retryAfter`, in seconds, and the `cause`. Default: one second.
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
    // A class that is derived from this one has instances of its own.
    if (this !== Unavailable) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  },
});

/**
 * The milliseconds after which to ask again, where an exception says so. It may be anything, also one whose fields cannot be read.
 *
 * @returns `undefined` for any other.
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
