import type { MemberQuery } from 'houcaller-coupons/gateway-client';

/** By which of its ids a member is looked up. */
export type IdKind = keyof MemberQuery;

export const idKinds = ['memberId', 'platformId'] as const satisfies IdKind[];
