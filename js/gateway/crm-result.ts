import type { Coupon } from '../types/index.js';
import type { FailedAttempt } from './back-off.js';

/** The CRM's answer to a query: coupons, or a refusal with a code. */
export interface CrmResult {
  readonly coupons?: Coupon[];
  readonly refusal?: { readonly code: number; readonly message: string } & FailedAttempt;
}
