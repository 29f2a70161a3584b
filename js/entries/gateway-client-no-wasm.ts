// The same where there is no WebAssembly.
import { engine } from '../engine.js';
import { setSourceAtHand } from '../module.js';

export { CouponClient, CouponError, CouponStatus, isCouponCode, listCoupons, usability } from '../api.js';
export { default, default as init } from '../api.js';
export type * from '../types/index.js';
export { engine };

setSourceAtHand(() => engine);
