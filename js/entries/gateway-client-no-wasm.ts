// The entry for pages that ask a gateway, on hosts without WebAssembly: the module without its cipher, as JavaScript.
import { engine } from '../load/engine.js';
import { setSyncSource } from '../load/module.js';

export { CouponClient, CouponError, CouponStatus, isCouponCode, listCoupons, usability } from '../api.js';
export { default, default as init } from '../api.js';
export type * from '../types/index.js';
export { engine };

setSyncSource(() => engine);
