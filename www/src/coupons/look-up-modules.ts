// The modules that are loaded with the first look-up instead of with the page. One import makes them one file.
export { CouponClient } from 'houcaller-coupons/gateway-client';
export { default as FoundCoupons } from './FoundCoupons.vue';
export { judgeAll, ready } from './judged';
