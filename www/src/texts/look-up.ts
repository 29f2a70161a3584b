import type { Text } from './text';

export const form = {
  heading: { zh: '查询会员', en: 'Look a member up' },
  idKind: { zh: '编号类型', en: 'Kind of id' },
  memberId: { zh: '会员 ID', en: 'Member id' },
  platformId: { zh: '平台 ID', en: 'Platform id' },
  submit: { zh: '查询', en: 'Look up' },
  hint: { zh: '可扫码或粘贴，回车即查。', en: 'Scan or paste; Enter looks it up.' },
} satisfies Record<string, Text>;

export const idHints = {
  memberId: { zh: '会员 ID，例如 K1H93QDKI00B7', en: 'Member id' },
  platformId: { zh: '例如微信 OpenID', en: 'e.g. a WeChat OpenID' },
} satisfies Record<'memberId' | 'platformId', Text>;

export const demo = {
  heading: { zh: '演示会员', en: 'Demo members' },
} satisfies Record<string, Text>;

export const recent = {
  heading: { zh: '最近查询', en: 'Recent look-ups' },
  clear: { zh: '清除', en: 'Clear' },
  kept: { zh: '只保存在这台机器上', en: 'Kept on this machine only' },
} satisfies Record<string, Text>;

export const results = {
  heading: { zh: '优惠券', en: 'Coupons' },
  ownHeading: { zh: '我的优惠券', en: 'My coupons' },
  initialTitle: { zh: '输入编号，查看优惠券', en: 'Enter an id to see the coupons' },
  initialHint: { zh: '按回车键或点击“查询”。', en: 'Press Enter or the button.' },
  loading: { zh: '正在查询…', en: 'Looking up…' },
  emptyTitle: { zh: '该会员没有优惠券', en: 'This member has no coupons' },
  emptyHint: { zh: '查询成功，列表为空。', en: 'The look-up succeeded; the list is empty.' },
  retry: { zh: '重试', en: 'Try again' },
} satisfies Record<string, Text>;
