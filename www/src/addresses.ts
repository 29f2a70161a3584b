import type { Coupon, MemberQuery } from 'houcaller-coupons/gateway-client';
import type { RouteLocationNormalizedLoaded, RouteLocationRaw } from 'vue-router';

/** What the links at the top lead to, and `unknown`. */
export type View = 'look-up' | 'batch' | 'settings' | 'unknown';

const textOf = (param: string | string[] | undefined): string | undefined => (typeof param === 'string' ? param : undefined);

/** Whom an address asks for. */
export function queryOf({ params }: Pick<RouteLocationNormalizedLoaded, 'params'>): MemberQuery | undefined {
  const [memberId, platformId] = [textOf(params.memberId), textOf(params.platformId)];
  if (memberId) return { memberId };
  return platformId ? { platformId } : undefined;
}

/** Whose code an address shows. */
export const couponOf = ({ params }: Pick<RouteLocationNormalizedLoaded, 'params'>): Coupon['id'] | undefined => textOf(params.coupon);

/** Where somebody's coupons are; one's own are where no one is named. */
export function addressOf(query?: MemberQuery): RouteLocationRaw {
  const { memberId, platformId } = query ?? {};
  if (memberId) return { name: 'member', params: { memberId } };
  return platformId ? { name: 'platform', params: { platformId } } : { name: 'look-up' };
}

/** Where the code of a coupon is shown over them. */
export function codeAddressOf(coupon: Coupon['id'], query?: MemberQuery): RouteLocationRaw {
  const { memberId, platformId } = query ?? {};
  if (memberId) return { name: 'member-code', params: { memberId, coupon } };
  return platformId ? { name: 'platform-code', params: { platformId, coupon } } : { name: 'own-code', params: { coupon } };
}
