import type { MemberQuery } from 'houcaller-coupons';

export type IdKind = keyof MemberQuery;

export const idKinds = ['memberId', 'platformId'] as const satisfies IdKind[];
