// A coupon's days and hours are China's, wherever the page is open. China keeps UTC+8 all year.
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const shifted = (moment: Date | number): string => new Date(Number(moment) + OFFSET_MS).toISOString();

/** `yyyy-MM-dd` in China. */
export const chinaDay = (moment: Date | number): string => shifted(moment).slice(0, 10);

/** `HH:mm` in China. */
export const chinaTime = (moment: Date | number): string => shifted(moment).slice(11, 16);

/** The moment at which the day began in China. */
export const chinaMidnight = (moment: Date | number): number => Date.parse(chinaDay(moment)) - OFFSET_MS;

/** How many midnights lie between. */
export const daysBetween = (from: Date | number, to: Date | number): number =>
  Math.round((Date.parse(chinaDay(to)) - Date.parse(chinaDay(from))) / DAY_MS);
