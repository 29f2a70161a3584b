import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router';
import type { View } from './addresses';
import LookUpView from './look-up/LookUpView.vue';
import type { PlainKey } from './texts/message';

declare module 'vue-router' {
  interface RouteMeta {
    view: View;
    title: PlainKey;
    /** The route shows any member. A logged-in member is redirected to their own coupons. */
    ofAnyMember?: true;
    /** The route shows only the coupons of the logged-in member. */
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
  // A link without its id leads to the start page.
  ...['/member', '/platform', '/code'].map((path) => ({ path, redirect: '/' })),
  { path: '/batch', alias: '/many', name: 'batch', component: () => import('./batch/BatchView.vue'), meta: { view: 'batch', title: 'page.batch' } },
  { path: '/settings', name: 'settings', component: () => import('./settings/SettingsView.vue'), meta: { view: 'settings', title: 'page.settings' } },
  { path: '/:rest(.*)*', name: 'unknown', component: () => import('./page/UnknownView.vue'), meta: { view: 'unknown', title: 'page.unknown' } },
];

export const createDeskRouter = (): Router => createRouter({ history: createWebHashHistory(), routes });
