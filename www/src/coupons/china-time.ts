// The days and hours of a coupon are in China time, whatever the time zone of the browser.
const timeZone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** The Swedish locale formats dates as ISO 8601: `yyyy-MM-dd`. */
const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });

/** The date in China as `yyyy-MM-dd`. */
export const chinaDay = (moment: Date | number): string => day.format(moment);

/** The start of the day in China, in milliseconds since the epoch. */
export const chinaMidnight = (moment: Date | number): number => Date.parse(`${chinaDay(moment)}T00:00:00+08:00`);

/** The number of midnights in China between two moments. */
export const daysBetween = (from: Date | number, to: Date | number): number => Math.round((chinaMidnight(to) - chinaMidnight(from)) / DAY_MS);
