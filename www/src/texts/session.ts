import type { Text } from './text';

export const session = {
  heading: { zh: '请先登录', en: 'Log in first' },
  purpose: { zh: '网关只回答已登录的人。', en: 'The gateway answers only who is logged in.' },
  demo: { zh: '演示账号（无需密码）', en: 'Demo accounts, without a password' },
  elsewhere: {
    zh: '请通过贵公司的登录页登录，再回到本页。',
    en: "Log in on your company's own log-in page, then come back here.",
  },
  check: { zh: '我已登录', en: 'I have logged in' },
  logOut: { zh: '退出', en: 'Log out' },
  orDirect: { zh: '内部管理机也可在设置里改用直连。', en: 'On an internal machine, settings offer the direct way.' },
  failedTitle: { zh: '登录没有成功', en: 'The log-in failed' },
  failedHint: { zh: '请检查网络后再试一次。', en: 'Check the connection and try once more.' },
} satisfies Record<string, Text>;

export const roles: Readonly<Record<'admin' | 'member', Text>> = {
  admin: { zh: '管理员', en: 'Admin' },
  member: { zh: '会员', en: 'Member' },
};
