import type { CouponErrorKind } from 'houcaller-coupons/gateway-client';
import type { Text } from './text';

export interface ErrorWords {
  title: Text;
  advice: Text;
}

const shownNothing = { zh: '为免误导，没有显示任何优惠券。', en: 'So as not to mislead, no coupon is shown.' };
const askTheOperator = { zh: '请联系本页的管理员。', en: 'Tell whoever runs this page.' };

export const errors: Readonly<Record<CouponErrorKind | 'unexpected', ErrorWords>> = {
  config: { title: { zh: '本页配置有误', en: 'This page is set up wrongly' }, advice: askTheOperator },
  input: {
    title: { zh: '请先输入编号', en: 'An id is needed' },
    advice: { zh: '填写会员 ID 或平台 ID 后再查询，尚未发送任何请求。', en: 'Enter a member or platform id. Nothing was sent.' },
  },
  network: {
    title: { zh: '没有收到答复', en: 'No answer came' },
    advice: { zh: '请检查网络后重试。', en: 'Check the connection and try again.' },
  },
  timeout: {
    title: { zh: '等待超时', en: 'No answer came in time' },
    advice: { zh: '请稍后重试。', en: 'Try again in a moment.' },
  },
  http: {
    title: { zh: '会员系统暂时不可用', en: 'The CRM is not available' },
    advice: { zh: '请稍后重试。', en: 'Try again in a moment.' },
  },
  api: {
    title: { zh: '会员系统拒绝了查询', en: 'The CRM refused the look-up' },
    advice: { zh: '请核对编号，再看下方会员系统的说明。', en: "Check the id, and see the CRM's own words below." },
  },
  decode: { title: { zh: '会员系统的答复有误', en: "The CRM's answer is not as it should be" }, advice: shownNothing },
  unexpected: { title: { zh: '本页出错了', en: 'This page failed' }, advice: askTheOperator },
};

/** What an HTTP status says more than that there was no answer. */
export const statuses: Readonly<Record<number, ErrorWords>> = {
  401: {
    title: { zh: '登录已失效', en: 'The log-in has ended' },
    advice: { zh: '请重新登录后再查询。', en: 'Log in again, then look up.' },
  },
  403: {
    title: { zh: '当前账号无权查询该会员', en: 'This account may not see that member' },
    advice: { zh: '请核对编号，或换一个账号登录。', en: 'Check the id, or log in as somebody else.' },
  },
  404: {
    title: { zh: '没有找到网关', en: 'There is no gateway here' },
    advice: { zh: '请让管理员检查网关的地址，或在设置中改用直连。', en: "Have the gateway's address checked, or use direct mode." },
  },
  429: {
    title: { zh: '查询太频繁', en: 'Too many look-ups' },
    advice: { zh: '请等一分钟再试。', en: 'Wait a minute, then try again.' },
  },
};
