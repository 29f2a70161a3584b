import type { Coupon } from '../types/index.js';
import type { Failed } from './back-off.js';

/** What the CRM made of a query: coupons, or a refusal of its own. */
export interface Verdict {
  readonly coupons?: Coupon[];
  readonly refusal?: { readonly code: number; readonly message: string } & Failed;
}
