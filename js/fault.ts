import type { CouponErrorKind } from './types.js';

/** What is known of a failure beside its kind and message. */
export interface FaultDetails {
  readonly code?: number;
  readonly status?: number;
  readonly cause?: unknown;
  /** How long the server asked to wait, in milliseconds. Callers do not see it. */
  readonly retryAfterMs?: number | undefined;
}

/** A failure of one attempt, before it is known how many there were. The message never holds a key, a `param` or an id. */
export class Fault {
  declare readonly code?: number;
  declare readonly status?: number;
  declare readonly cause?: unknown;
  declare readonly retryAfterMs?: number | undefined;

  constructor(
    readonly kind: CouponErrorKind,
    readonly message: string,
    details?: FaultDetails,
  ) {
    Object.assign(this, details);
  }

  with(details: FaultDetails & { message?: string }): Fault {
    return Object.assign(Object.create(Fault.prototype), this, details);
  }
}
