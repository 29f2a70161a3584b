import { n } from '../texts/i18n';

const MINUTE = 60;
/** Seconds are rounded to this step, so that the estimate does not change every second. */
const STEP = 5;

/** The estimated time for the rest of a run, in words. */
export function timeLeftWords(left: number, msEach: number): string {
  const seconds = (left * msEach) / 1_000;
  if (seconds < MINUTE) return n(Math.max(STEP, Math.ceil(seconds / STEP) * STEP), 'seconds');
  return n(Math.ceil(seconds / MINUTE), 'minutes');
}
