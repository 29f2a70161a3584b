export { default as init, encryptParam, listCoupons } from './node_modules/houcaller-coupons/dist/index.js';
