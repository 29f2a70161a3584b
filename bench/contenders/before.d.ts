declare module 'houcaller-coupons-before' {
  export * from 'houcaller-coupons';
  export { default } from 'houcaller-coupons';
}
