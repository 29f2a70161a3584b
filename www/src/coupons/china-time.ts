// A coupon's days and hours are China's, wherever the page is open.
const timeZone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** Swedish writes the calendar as ISO 8601 does. */
const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });

/** `yyyy-MM-dd` in China. */
export const chinaDay = (moment: Date | number): string => day.format(moment);

/** The moment at which the day began in China. */
export const chinaMidnight = (moment: Date | number): number => Date.parse(`${chinaDay(moment)}T00:00:00+08:00`);

/** How many midnights lie between. */
export const daysBetween = (from: Date | number, to: Date | number): number => Math.round((chinaMidnight(to) - chinaMidnight(from)) / DAY_MS);
