import type { Coupon } from 'houcaller-coupons/gateway-client';
import { shallowRef, watch, type Ref } from 'vue';
import { ready, verdictOf } from '../coupons/judged';
import { inSlices } from '../coupons/slices';
import type { WeekStart } from '../coupons/week-start';
import { isFailed, type Outcome } from './outcomes';

interface Tally {
  usable: number;
  /** The moment at which the first of the verdicts changes, in milliseconds since the epoch. */
  until: number;
  weekStart: WeekStart;
}

/**
 * The number of coupons that can be used now. Undefined until they are counted. They are counted again when the time, the first day of
 * the week or the phase of the run changes. Only the coupons of members whose number can have changed are judged again, because to
 * judge ten thousand coupons every second would keep a slow device busy.
 */
export function useUsable(outcomes: () => Outcome[], phase: () => unknown, now: () => number, weekStart: () => WeekStart): Readonly<Ref<number | undefined>> {
  const usable = shallowRef<number>();
  const tallies = new WeakMap<Outcome, Tally>();
  let isStale = false;
  let isCounting = false;

  async function countAt(moment: number, week: WeekStart): Promise<number> {
    const found = outcomes().flatMap((outcome) => (isFailed(outcome) ? [] : [outcome]));
    const due = found.filter((outcome) => {
      const tally = tallies.get(outcome);
      return tally?.weekStart !== week || tally.until <= moment;
    });
    // After a reload of the page nothing has loaded the module yet.
    if (due.length > 0) await ready();
    const fresh = due.map((outcome) => ({ outcome, tally: { usable: 0, until: Number.POSITIVE_INFINITY, weekStart: week } }));
    // One list of all coupons, so that a member with many of them is divided too.
    const coupons = fresh.flatMap(({ outcome, tally }) => outcome.coupons.map((coupon) => ({ coupon, tally })));
    await inSlices(coupons, ({ coupon, tally }) => {
      // The verdict uses only the stored fields.
      const verdict = verdictOf(coupon as Coupon, week, new Date(moment));
      if (verdict?.usable) tally.usable++;
      if (verdict?.changesAt) tally.until = Math.min(tally.until, verdict.changesAt.getTime());
    });
    for (const { outcome, tally } of fresh) tallies.set(outcome, tally);
    return found.reduce((sum, outcome) => sum + (tallies.get(outcome)?.usable ?? 0), 0);
  }

  /** Counts once at a time, because a slow device may need longer than until the next change. */
  async function count(): Promise<void> {
    isStale = true;
    if (isCounting) return;
    isCounting = true;
    try {
      while (isStale) {
        isStale = false;
        usable.value = await countAt(now(), weekStart());
      }
    } finally {
      isCounting = false;
    }
  }

  // If the module cannot be loaded, there is no number, and the next change tries again.
  watch([now, weekStart, phase], () => void count().catch(() => {}), { immediate: true });
  return usable;
}
