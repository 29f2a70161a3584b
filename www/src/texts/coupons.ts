import { count, type Text } from './text';

export const couponCount = (number: number): Text => ({
  zh: `共 ${count(number)} 张`,
  en: `${count(number)} ${number === 1 ? 'coupon' : 'coupons'}`,
});

export const tabs = {
  available: { zh: '可使用', en: 'Available' },
  used: { zh: '已使用', en: 'Used' },
  void: { zh: '已失效', en: 'Void' },
} satisfies Record<string, Text>;

export const tools = {
  tabs: { zh: '按状态', en: 'By state' },
  search: { zh: '搜索券名或券码', en: 'Search by name or code' },
  kind: { zh: '类型', en: 'Kind' },
  everyKind: { zh: '全部', en: 'All kinds' },
  noKind: { zh: '未注明', en: 'Not stated' },
  order: { zh: '排序', en: 'Order' },
  asSent: { zh: '默认顺序', en: 'As sent' },
  soonest: { zh: '临期优先', en: 'Expiring first' },
  noneTitle: { zh: '没有符合的优惠券', en: 'No coupon fits' },
  noneHint: { zh: '换一个类型或搜索词。', en: 'Try another kind or another word.' },
  emptyTab: { zh: '这一栏没有优惠券', en: 'No coupons here' },
  emptyTabHint: { zh: '看看其他两栏。', en: 'See the other two tabs.' },
  clear: { zh: '清除筛选', en: 'Clear the filters' },
} satisfies Record<string, Text>;

export const shownOf = (shown: number): Text => ({ zh: `显示 ${count(shown)} 张`, en: `${count(shown)} shown` });

export const coupon = {
  validity: { zh: '有效期', en: 'Valid' },
  code: { zh: '券码', en: 'Code' },
  window: { zh: '可用时段', en: 'Hours' },
  noPicture: { zh: '暂无图片', en: 'No picture' },
  showCode: { zh: '出示券码', en: 'Show the code' },
} satisfies Record<string, Text>;

export const couponStatus = {
  unused: { zh: '未使用', en: 'Unused' },
  used: { zh: '已使用', en: 'Used' },
  expired: { zh: '已过期', en: 'Expired' },
  refunded: { zh: '已退款', en: 'Refunded' },
  gifting: { zh: '赠送中', en: 'Gifting' },
} satisfies Record<string, Text>;

export const unknownStatus = (status: number): Text => ({ zh: `状态 ${status}`, en: `Status ${status}` });

/** By what the CRM sends, which may be any text: a map has no other keys. */
export const couponKinds: ReadonlyMap<string, Text> = new Map([
  ['0', { zh: '堂食', en: 'Dine-in' }],
  ['1', { zh: '外卖', en: 'Take-away' }],
  ['2', { zh: '商城', en: 'Shop' }],
]);

export const unknownKind = (kind: string): Text => ({ zh: `类型 ${kind}`, en: `Kind ${kind}` });
