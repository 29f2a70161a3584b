import { n } from '../texts/i18n';

const MINUTE = 60;
/** To which seconds are rounded: a figure that changes each second is no estimate. */
const STEP = 5;

/** How long the rest of a run takes, roughly. */
export function timeLeftWords(left: number, msEach: number): string {
  const seconds = (left * msEach) / 1_000;
  if (seconds < MINUTE) return n(Math.max(STEP, Math.ceil(seconds / STEP) * STEP), 'seconds');
  return n(Math.ceil(seconds / MINUTE), 'minutes');
}
