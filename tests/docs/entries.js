// @ts-check
// The entries with declarations of their own, and for each the declarations and the environment of its examples.
import { asServer } from './as-server.js';
import { inMiniProgram } from './in-mini-program.js';
import { onNode } from './on-node.js';

/** @param {string} name */
const ofTheClient = (name) => `
declare const key: string;
declare const config: import('${name}').DirectConfig;
declare const client: import('${name}').CouponClient;
declare const coupon: import('${name}').Coupon;
declare const queries: import('${name}').MemberQuery[];
`;

const DOM = { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] };

/** @type {import('../support/entry.js').Entry} */
export const main = {
  name: 'houcaller-coupons',
  declarations: 'dist/index.d.ts',
  host: DOM,
  ambient: ofTheClient('houcaller-coupons'),
  open: onNode,
};

/** @type {import('../support/entry.js').Entry[]} An example that an earlier entry also has is compiled for each, and run once. */
export const entries = [
  main,
  {
    name: 'houcaller-coupons/gateway',
    declarations: 'dist/gateway.d.ts',
    host: DOM,
    ambient: `
declare const key: string;
declare const gateway: import('houcaller-coupons/gateway').Gateway;
declare function sessionOf(request: Request): Promise<{ memberId: string }>;
declare const redis: object;
declare const RateLimiterRedis: typeof import('rate-limiter-flexible').RateLimiterRedis;
`,
    open: asServer,
  },
  {
    name: 'houcaller-coupons/mini-program',
    declarations: 'dist/mini-program.d.ts',
    host: { lib: ['lib.es2018.d.ts'], types: ['miniprogram-api-typings', '@dcloudio/types'] },
    ambient: ofTheClient('houcaller-coupons/mini-program'),
    // The type of the argument of the other entries' `init`.
    foreign: ['InitInput'],
    open: inMiniProgram,
  },
];
