import type { Text } from './text';

export const reasons = {
  usable: { zh: '现在可用', en: 'Usable now' },
  used: { zh: '已经用过', en: 'Used already' },
  expired: { zh: '有效期已过', en: 'Its last day is over' },
  expiredUnused: {
    zh: '有效期已过，会员系统仍记为未使用',
    en: 'Its last day is over; the CRM still calls it unused',
  },
  refunded: { zh: '已退款，不能再用', en: 'Refunded, of no more use' },
  gifting: { zh: '正在赠送给他人', en: 'On its way to somebody else' },
  unknownStatus: { zh: '状态未知，请向会员系统核对', en: 'Its status is unknown here; ask the CRM' },
  notYetValid: { zh: '尚未到有效期', en: 'Not valid yet' },
  wrongWeekday: { zh: '今天不是可用日', en: 'Not on this day of the week' },
  outsideHours: { zh: '不在可用时段', en: 'Not at this hour' },
  unreadable: { zh: '有效期无法识别，请人工核对', en: 'Its dates cannot be read; check by hand' },
  neverAgain: { zh: '到期前已无可用时段', en: 'Not usable again before it expires' },
} satisfies Record<string, Text>;

export const usedAt = (moment: string): Text => ({ zh: `于 ${moment} 使用`, en: `used on ${moment}` });

/** From when it can be used; `day` is absent for today. */
export const usableFrom = (time: string, day?: Text): Text =>
  day
    ? { zh: `${day.zh} ${time} 起可用`, en: `usable from ${time}, ${day.en}` }
    : { zh: `今日 ${time} 起可用`, en: `usable from ${time} today` };

export const usableUntil = (time: string): Text => ({ zh: `今日 ${time} 截止`, en: `until ${time} today` });

export const tomorrow: Text = { zh: '明日', en: 'tomorrow' };

const english = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const englishWithYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A day, `yyyy-MM-dd`, with its year where that is not this one. */
export function dayText(day: string, thisYear: string): Text {
  const [year = '', month, date] = day.split('-').map(Number);
  const sameYear = day.startsWith(`${thisYear}-`);
  return {
    zh: `${sameYear ? '' : `${year}年`}${month}月${date}日`,
    en: (sameYear ? english : englishWithYear).format(Date.parse(day)),
  };
}

/** What is left: to the second within a day, else in days and hours. */
export function timeLeft(ms: number): Text {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  if (days > 0) return { zh: `还有 ${days} 天 ${hours} 小时`, en: `in ${days} d ${hours} h` };
  const clock = [hours, Math.floor((seconds % 3600) / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return { zh: `还有 ${clock}`, en: `in ${clock}` };
}
