import type { Coupon, MemberQuery } from 'houcaller-coupons/gateway-client';
import { createRouter, createWebHashHistory, type RouteLocationNormalizedLoaded, type RouteLocationRaw, type Router, type RouteRecordRaw } from 'vue-router';
import LookUpView from './look-up/LookUpView.vue';
import type { PlainKey } from './texts/message';

/** What the links at the top lead to, and `unknown`. */
export type View = 'look-up' | 'batch' | 'settings' | 'unknown';

declare module 'vue-router' {
  interface RouteMeta {
    view: View;
    title: PlainKey;
    /** Of members whose ids the person enters: not for one who may see only its own coupons. */
    ofAnyMember?: true;
    /** Of one's own coupons alone. */
    ofOwn?: true;
  }
}

const member = { view: 'look-up', title: 'page.member', ofAnyMember: true } as const;
const code = { ...member, title: 'page.code' } as const;

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'look-up', component: LookUpView, meta: { view: 'look-up', title: 'page.lookUp' } },
  { path: '/member/:memberId', name: 'member', component: LookUpView, meta: member },
  { path: '/member/:memberId/code/:coupon', name: 'member-code', component: LookUpView, meta: code },
  { path: '/platform/:platformId', name: 'platform', component: LookUpView, meta: member },
  { path: '/platform/:platformId/code/:coupon', name: 'platform-code', component: LookUpView, meta: code },
  { path: '/code/:coupon', name: 'own-code', component: LookUpView, meta: { view: 'look-up', title: 'page.code', ofOwn: true } },
  // A link that lost its id.
  ...['/member', '/platform', '/code'].map((path) => ({ path, redirect: '/' })),
  { path: '/batch', alias: '/many', name: 'batch', component: () => import('./batch/BatchView.vue'), meta: { view: 'batch', title: 'page.batch' } },
  { path: '/settings', name: 'settings', component: () => import('./settings/SettingsView.vue'), meta: { view: 'settings', title: 'page.settings' } },
  { path: '/:rest(.*)*', name: 'unknown', component: () => import('./page/UnknownView.vue'), meta: { view: 'unknown', title: 'page.unknown' } },
];

export const createDeskRouter = (): Router => createRouter({ history: createWebHashHistory(), routes });

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
