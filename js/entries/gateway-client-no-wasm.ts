// For pages whose server holds the key, on hosts without WebAssembly.
import { engine } from '../load/engine.js';
import { setSourceAtHand } from '../load/module.js';

export { CouponClient, CouponError, CouponStatus, isCouponCode, listCoupons, usability } from '../api.js';
export { default, default as init } from '../api.js';
export type * from '../types/index.js';
export { engine };

setSourceAtHand(() => engine);
