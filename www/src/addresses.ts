import type { Coupon, MemberQuery } from 'houcaller-coupons/gateway-client';
import type { RouteLocationNormalizedLoaded, RouteLocationRaw } from 'vue-router';

/** The views of the desk: those that the navigation links to, and `unknown` for an address that does not exist. */
export type View = 'look-up' | 'batch' | 'settings' | 'unknown';

const textOf = (param: string | string[] | undefined): string | undefined => (typeof param === 'string' ? param : undefined);

/** The member that an address names, if any. */
export function queryOf({ params }: Pick<RouteLocationNormalizedLoaded, 'params'>): MemberQuery | undefined {
  const [memberId, platformId] = [textOf(params.memberId), textOf(params.platformId)];
  if (memberId) return { memberId };
  return platformId ? { platformId } : undefined;
}

/** The id of the coupon whose code an address shows, if any. */
export const couponOf = ({ params }: Pick<RouteLocationNormalizedLoaded, 'params'>): Coupon['id'] | undefined => textOf(params.coupon);

/** The address of a member's coupons. Without a query, it is the start page, which shows a logged-in member their own coupons. */
export function addressOf(query?: MemberQuery): RouteLocationRaw {
  const { memberId, platformId } = query ?? {};
  if (memberId) return { name: 'member', params: { memberId } };
  return platformId ? { name: 'platform', params: { platformId } } : { name: 'look-up' };
}

/** The address at which the code of a coupon is open above the list of coupons. */
export function codeAddressOf(coupon: Coupon['id'], query?: MemberQuery): RouteLocationRaw {
  const { memberId, platformId } = query ?? {};
  if (memberId) return { name: 'member-code', params: { memberId, coupon } };
  return platformId ? { name: 'platform-code', params: { platformId, coupon } } : { name: 'own-code', params: { coupon } };
}
