import type { Text } from './text';

export const window = {
  always: { zh: '全天可用', en: 'At all hours' },
  everyDay: { zh: '每天', en: 'Every day' },
  allDay: { zh: '全天', en: 'all day' },
  nextDay: { zh: '次日 ', en: 'next day ' },
} satisfies Record<string, Text>;

/** Monday first. */
export const weekdays: readonly Text[] = [
  { zh: '周一', en: 'Mon' },
  { zh: '周二', en: 'Tue' },
  { zh: '周三', en: 'Wed' },
  { zh: '周四', en: 'Thu' },
  { zh: '周五', en: 'Fri' },
  { zh: '周六', en: 'Sat' },
  { zh: '周日', en: 'Sun' },
];

export const unreadableLimit = (limits: string): Text => ({
  zh: `时段无法识别：${limits}`,
  en: `not understood: ${limits}`,
});
