export default defineAppConfig({
  pages: ['pages/coupons/index'],
  window: { navigationBarTitleText: '会员优惠券' },
});
