// The entry for pages that ask a gateway: the module without its cipher, because the gateway holds the key.
import { inlined } from '../load/inlined.js';
import { setDefaultSource } from '../load/module.js';

export { CouponClient, CouponError, CouponStatus, isCouponCode, listCoupons, usability } from '../api.js';
export { default, default as init } from '../api.js';
export type * from '../types/index.js';

setDefaultSource(inlined, 'houcaller-coupons/gateway-client/no-wasm');
