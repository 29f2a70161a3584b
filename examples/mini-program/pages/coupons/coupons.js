const { AbortController, CouponClient, init, usability } = require('houcaller-coupons');

const STATES = {
  usable: '可使用',
  used: '已使用',
  expired: '已过期',
  refunded: '已退款',
  gifting: '赠送中',
  unknownStatus: '状态未知',
  notYetValid: '未到使用日期',
  wrongWeekday: '今日不可用',
  outsideHours: '当前时段不可用',
};

const ADVICE = {
  config: '小程序配置有误，请联系管理员',
  input: '请输入有效的会员号',
  network: '网络不通，请稍后重试',
  timeout: '查询超时，请稍后重试',
  http: '服务繁忙，请稍后重试',
  decode: '服务器返回的数据有误',
};

Page({
  data: { memberId: '', coupons: [], message: '', loading: false },

  onInput(event) {
    this.setData({ memberId: event.detail.value.trim() });
  },

  async onSearch() {
    this.stop();
    const search = new AbortController();
    this.search = search;
    this.setData({ coupons: [], message: '', loading: true });
    try {
      await init();
      const client = new CouponClient(getApp().globalData.crm);
      const coupons = await client.listCoupons({ memberId: this.data.memberId }, { signal: search.signal });
      this.setData({ coupons: coupons.map(shown), message: coupons.length ? '' : '该会员没有优惠券' });
    } catch (error) {
      // 已经发起了新的查询，或者离开了页面，不再提示。
      if (search.signal.aborted) return;
      // CRM 返回的错误说明是中文时直接显示；不含汉字的，会员看不懂，改用通用提示。
      const isChinese = error.kind === 'api' && /[\u4e00-\u9fff]/.test(error.message);
      this.setData({ message: isChinese ? error.message : ADVICE[error.kind] || '出错了，请稍后重试' });
    } finally {
      if (!search.signal.aborted) this.setData({ loading: false });
    }
  },

  onUnload() {
    this.stop();
  },

  stop() {
    if (this.search) this.search.abort();
  },
});

function shown(coupon) {
  const { usable, reason } = judged(coupon);
  const { id, cpnName: name, cpnCode: code, begDate, endDate } = coupon;
  return { id, name, code, period: `${begDate} 至 ${endDate}`, usable, state: STATES[reason] };
}

function judged(coupon) {
  try {
    return usability(coupon);
  } catch (_error) {
    // 日期无法识别的券也显示出来。
    return { usable: false, reason: 'unknownStatus' };
  }
}
