import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import type { JudgedCoupon } from '../coupons/judged';

export type LookUpState =
  | { phase: 'initial' }
  | { phase: 'loading'; query: MemberQuery }
  | { phase: 'found'; query: MemberQuery; coupons: JudgedCoupon[]; at: number; refreshing?: 'now' | 'failed' }
  | { phase: 'failed'; query: MemberQuery; error: unknown }
  | { phase: 'cancelled'; query: MemberQuery };
