declare module 'houcaller-coupons-before' {
  export * from 'houcaller-coupons';
  export { default } from 'houcaller-coupons';
}

declare module 'houcaller-coupons-before/gateway-client' {
  export * from 'houcaller-coupons/gateway-client';
}
