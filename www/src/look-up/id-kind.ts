import type { MemberQuery } from 'houcaller-coupons/gateway-client';

/** The kind of id with which a member is looked up. */
export type IdKind = keyof MemberQuery;

export const idKinds = ['memberId', 'platformId'] as const satisfies IdKind[];
