import type { CouponErrorKind } from 'houcaller-coupons';

/** Every text of the page, in both its languages. */
export interface Text {
  zh: string;
  en: string;
}

/** For attributes, which cannot mark which part is in which language. */
export const plain = ({ zh, en }: Text): string => `${zh} ${en}`;

export const page = {
  title: { zh: '优惠券查询台', en: 'Coupon desk' },
  purpose: { zh: '豪客来会员持有的优惠券', en: 'The coupons a HouCaller member owns' },
  sandbox: { zh: '沙盒环境', en: 'Sandbox' },
  fault: { zh: '已请求沙盒故障', en: 'Fault asked of the sandbox' },
  sandboxKey: {
    zh: '本页使用沙盒的公开演示密钥。真实密钥应存放在服务器上，切勿放入网页。',
    en: "This page uses the sandbox's public demo key. A real key belongs on a server, never in a page.",
  },
  ownKey: {
    zh: '本页含有密钥，任何能打开本页的人都能读到它。真实密钥应存放在服务器上。',
    en: 'This page carries its key, and whoever can open the page can read it. A real key belongs on a server.',
  },
} satisfies Record<string, Text>;

export const form = {
  heading: { zh: '查询会员', en: 'Look a member up' },
  idKind: { zh: '编号类型', en: 'Kind of id' },
  memberId: { zh: '会员 ID', en: 'Member id' },
  platformId: { zh: '平台 ID', en: 'Platform id' },
  submit: { zh: '查询', en: 'Look up' },
} satisfies Record<string, Text>;

export const idHints = {
  memberId: { zh: '例如', en: 'e.g. K1H93QDKI00B7' },
  platformId: { zh: '例如微信', en: 'e.g. a WeChat openid' },
} satisfies Record<'memberId' | 'platformId', Text>;

export const demo = {
  heading: { zh: '演示会员', en: 'Demo members' },
} satisfies Record<string, Text>;

export const results = {
  heading: { zh: '优惠券', en: 'Coupons' },
  initialTitle: { zh: '输入编号，查看优惠券', en: 'Enter an id to see the coupons' },
  initialHint: { zh: '按回车键或点击“查询”。', en: 'Press Enter or the button.' },
  loading: { zh: '正在查询…', en: 'Looking up…' },
  emptyTitle: { zh: '该会员没有优惠券', en: 'This member has no coupons' },
  emptyHint: { zh: '查询成功，列表为空。', en: 'The look-up succeeded; the list is empty.' },
  retry: { zh: '重试', en: 'Try again' },
  more: { zh: '显示更多', en: 'Show more' },
} satisfies Record<string, Text>;

const decimal = new Intl.NumberFormat('en');

export const couponCount = (count: number): Text => ({
  zh: `共 ${decimal.format(count)} 张`,
  en: `${decimal.format(count)} ${count === 1 ? 'coupon' : 'coupons'}`,
});

export const couponsLeft = (count: number): Text => ({
  zh: `还有 ${decimal.format(count)} 张`,
  en: `${decimal.format(count)} left`,
});

export const coupon = {
  validity: { zh: '有效期', en: 'Valid' },
  code: { zh: '券码', en: 'Code' },
  noPicture: { zh: '暂无图片', en: 'No picture' },
} satisfies Record<string, Text>;

export const couponStatus = {
  unused: { zh: '未使用', en: 'Unused' },
  used: { zh: '已使用', en: 'Used' },
  expired: { zh: '已过期', en: 'Expired' },
  refunded: { zh: '已退款', en: 'Refunded' },
  gifting: { zh: '赠送中', en: 'Gifting' },
} satisfies Record<string, Text>;

export const unknownStatus = (status: number): Text => ({ zh: `状态 ${status}`, en: `Status ${status}` });

export const couponKinds: Readonly<Record<string, Text>> = {
  0: { zh: '堂食', en: 'Dine-in' },
  1: { zh: '外卖', en: 'Take-away' },
  2: { zh: '商城', en: 'Shop' },
};

export const unknownKind = (kind: string): Text => ({ zh: `类型 ${kind}`, en: `Kind ${kind}` });

interface ErrorWords {
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
