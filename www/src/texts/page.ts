import type { Text } from './text';

export const page = {
  title: { zh: '优惠券查询台', en: 'Coupon desk' },
  purpose: { zh: '豪客来会员持有的优惠券', en: 'The coupons a HouCaller member owns' },
  sandbox: { zh: '沙盒环境', en: 'Sandbox' },
  fault: { zh: '已请求沙盒故障', en: 'Fault asked of the sandbox' },
  skip: { zh: '跳到内容', en: 'Skip to the content' },
  views: { zh: '页面', en: 'Views' },
  lookUp: { zh: '查询', en: 'Look up' },
  many: { zh: '批量', en: 'Many' },
  settings: { zh: '设置', en: 'Settings' },
  close: { zh: '关闭', en: 'Close' },
  loading: { zh: '正在加载…', en: 'Loading…' },
} satisfies Record<string, Text>;

export const keyPlace = {
  gateway: {
    zh: '查询经由网关，密钥只在服务器上，本页没有密钥。',
    en: 'Look-ups go through the gateway. The key is on the server, and this page has none.',
  },
  direct: {
    zh: '直连模式：密钥只在本页的内存中，刷新即清除。真实密钥应存放在服务器上。',
    en: "Direct mode: the key is in this page's memory and goes with a reload. A real key belongs on a server.",
  },
} satisfies Record<'gateway' | 'direct', Text>;
