// For pages whose server holds the key: the crate without its cipher.
import { inlined } from '../load/inlined.js';
import { setDefaultSource } from '../load/module.js';

export { CouponClient, CouponError, CouponStatus, isCouponCode, listCoupons, usability } from '../api.js';
export { default, default as init } from '../api.js';
export type * from '../types/index.js';

setDefaultSource(inlined, 'houcaller-coupons/gateway-client/no-wasm');
