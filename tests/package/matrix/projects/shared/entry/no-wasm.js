export { default as init, encryptParam, listCoupons } from 'houcaller-coupons/no-wasm';
