// What is loaded with the first look-up, and not with the page: one module, so that it is one file.
export { CouponClient } from 'houcaller-coupons/gateway-client';
export { default as FoundCoupons } from './FoundCoupons.vue';
export { judgeAll, ready } from './judged';
