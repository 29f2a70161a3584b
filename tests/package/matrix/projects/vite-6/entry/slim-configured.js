import load from 'houcaller-coupons/slim';
import wasm from 'houcaller-coupons/houcaller_coupons_bg.wasm?url';

export { encryptParam, listCoupons } from 'houcaller-coupons/slim';

export const init = () => load(wasm);
