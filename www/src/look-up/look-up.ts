import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { shallowRef, type ShallowRef } from 'vue';
import type { Client } from '../connection/client';
import { turn } from '../coupons/slices';
import type { WeekStart } from '../coupons/week-start';
import { isLoggedOut } from './failure';
import type { LookUpState } from './look-up-state';

export interface LookUp {
  state: ShallowRef<LookUpState>;
  lookUp: (client: Client, query: MemberQuery, weekStart: WeekStart) => Promise<void>;
  /** The same once more, while what was found stays in sight. Where it fails, that stays. */
  refresh: (client: Client, weekStart: WeekStart) => Promise<void>;
  /** Judges what was found once more, by another beginning of the week. */
  judgeAnew: (weekStart: WeekStart) => Promise<void>;
  /** Ends a look-up that the person no longer waits for. */
  cancel: () => void;
  /** Ends what is under way, and shows nothing. */
  reset: () => void;
}

/** The judging, once its WebAssembly is there. Nobody needs it before there is a coupon. */
async function judging(): Promise<typeof import('../coupons/judged').judgeAll> {
  const { judgeAll, ready } = await import('../coupons/with-a-look-up');
  await ready();
  return judgeAll;
}

/** One look-up at a time: a new one aborts the one before it, whose answer is then of no interest. */
export function useLookUp(): LookUp {
  // Shallow: ten thousand coupons are shown, never changed, and need not be watched one by one.
  const state = shallowRef<LookUpState>({ phase: 'initial' });
  let current = new AbortController();

  async function judgedCoupons(client: Client, query: MemberQuery, weekStart: WeekStart, signal: AbortSignal) {
    // It loads while the CRM is asked.
    const [coupons, judgeAll] = await Promise.all([client.listCoupons(query, { signal }), judging()]);
    // Checked, judged and drawn: between each the page has its turn, which a slow phone notices.
    await turn();
    const judged = await judgeAll(coupons, weekStart, signal);
    await turn();
    return judged;
  }

  async function lookUp(client: Client, query: MemberQuery, weekStart: WeekStart): Promise<void> {
    current.abort();
    const own = (current = new AbortController());
    state.value = { phase: 'loading', query };
    const outcome = await judgedCoupons(client, query, weekStart, own.signal).then(
      (coupons): LookUpState => ({ phase: 'found', query, coupons, at: Date.now() }),
      (error: unknown): LookUpState => ({ phase: 'failed', query, error }),
    );
    if (own === current) state.value = outcome;
  }

  async function refresh(client: Client, weekStart: WeekStart): Promise<void> {
    const found = state.value;
    if (found.phase !== 'found' || found.refreshing === 'now') return;
    current.abort();
    const own = (current = new AbortController());
    state.value = { ...found, refreshing: 'now' };
    const { query } = found;
    const outcome = await judgedCoupons(client, query, weekStart, own.signal).then(
      (coupons): LookUpState => ({ phase: 'found', query, coupons, at: Date.now() }),
      // Who is not logged in any more is told so.
      (error: unknown): LookUpState => (isLoggedOut(error) ? { phase: 'failed', query, error } : { ...found, refreshing: 'failed' }),
    );
    if (own === current) state.value = outcome;
  }

  async function judgeAnew(weekStart: WeekStart): Promise<void> {
    const found = state.value;
    if (found.phase !== 'found') return;
    const judgeAll = await judging();
    const coupons = await judgeAll(
      found.coupons.map(({ coupon }) => coupon),
      weekStart,
      current.signal,
    );
    if (state.value === found) state.value = { ...found, coupons };
  }

  return {
    state,
    lookUp,
    refresh,
    judgeAnew,
    cancel: () => {
      const { value } = state;
      if (value.phase !== 'loading') return;
      current.abort();
      current = new AbortController();
      state.value = { phase: 'cancelled', query: value.query };
    },
    reset: () => {
      current.abort();
      current = new AbortController();
      state.value = { phase: 'initial' };
    },
  };
}
