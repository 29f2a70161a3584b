import type { Text } from './text';

export const settings = {
  heading: { zh: '设置', en: 'Settings' },
  way: { zh: '查询方式', en: 'Way to the CRM' },
  gateway: { zh: '网关', en: 'Gateway' },
  direct: { zh: '直连', en: 'Direct' },
  gatewayWhy: {
    zh: '默认。密钥在服务器上，登录后才能查询。',
    en: 'The default. The key stays on the server, and only who is logged in may ask.',
  },
  directWhy: {
    zh: '仅限可信的内部机器。密钥只留在内存里，从不写入存储、网址或日志：凡能打开网页的人都能读到网页里的密钥，而持有密钥就能读取所有会员的优惠券。刷新或关闭本页后须重新输入。',
    en: "For trusted, internal machines only. The key stays in memory and is never written to storage, the address or a log: whoever can open a page can read what it holds, and whoever has the key can read every member's coupons. After a reload it is asked for again.",
  },
  channel: { zh: '渠道', en: 'Channel' },
  baseUrl: { zh: '接口地址', en: 'Base URL' },
  baseUrlHint: {
    zh: '本主机上的路径：内容安全策略不许本页访问其他主机，请用反向代理。',
    en: 'A path on this host: the page may reach no other. Put a reverse proxy there.',
  },
  key: { zh: '密钥', en: 'Key' },
  showKey: { zh: '显示', en: 'Show' },
  hideKey: { zh: '隐藏', en: 'Hide' },
  keyStays: {
    zh: '只在内存中：不保存、不进网址、不写日志。',
    en: 'In memory only: not stored, not in the address, not logged.',
  },
  scheme: { zh: '加密方案', en: 'Cipher scheme' },
  schemeHint: { zh: '不知道是哪一种？用下方的查找工具。', en: 'Not sure which? The finder below tells.' },
  connect: { zh: '使用直连', en: 'Use direct mode' },
  connected: { zh: '直连已启用', en: 'Direct mode is on' },
  backToGateway: { zh: '改回网关并清除密钥', en: 'Back to the gateway, forget the key' },
  keyNeededTitle: { zh: '直连需要密钥', en: 'Direct mode needs the key' },
  otherHost: { zh: '接口地址必须在本主机上，例如 /htest/openapi/v1', en: 'The base URL must be on this host, such as /htest/openapi/v1' },
  needed: { zh: '渠道、接口地址和密钥都要填写', en: 'Channel, base URL and key are all needed' },
  refusedTitle: { zh: '设置有误', en: 'These settings cannot be used' },
  theme: { zh: '外观', en: 'Appearance' },
  auto: { zh: '跟随系统', en: 'System' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  weekStart: { zh: 'weekLimit 中的 1 代表', en: 'Day 1 of the week is' },
  monday: { zh: '周一', en: 'Monday' },
  sunday: { zh: '周日', en: 'Sunday' },
  tools: { zh: '工具', en: 'Tools' },
} satisfies Record<string, Text>;

/** Which field of direct mode was refused, and what to do. */
export const refusals = {
  channel: { zh: '渠道有误：请照会员系统给的渠道名填写。', en: 'The channel is wrong: enter the one that the CRM gave you.' },
  baseUrl: {
    zh: '接口地址有误：请填写本主机上的路径，例如 /htest/openapi/v1。',
    en: 'The base URL is wrong: enter a path on this host, such as /htest/openapi/v1.',
  },
  key: {
    zh: '密钥与加密方案不符：请核对密钥是否完整，或用下方的工具查找方案。',
    en: 'The key does not fit the cipher scheme: check that all of it is there, or find the scheme with the tool below.',
  },
  scheme: { zh: '加密方案有误：请用下方的工具重新查找。', en: 'The cipher scheme is wrong: find it once more with the tool below.' },
  unexpected: { zh: '直连没有启用：请检查网络，刷新本页后再试。', en: 'Direct mode could not begin: check the connection, reload, and try again.' },
} satisfies Record<string, Text>;
