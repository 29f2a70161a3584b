import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { shallowRef, type ShallowRef } from 'vue';
import type { Client } from '../connection/client';
import { yieldToBrowser } from '../coupons/slices';
import type { WeekStart } from '../coupons/week-start';
import { isLoggedOut } from './failure';
import type { LookUpState } from './look-up-state';

export interface LookUp {
  state: ShallowRef<LookUpState>;
  lookUp: (client: Client, query: MemberQuery, weekStart: WeekStart) => Promise<void>;
  /** Repeats the look-up while the coupons stay visible. If it fails, they stay too. */
  refresh: (client: Client, weekStart: WeekStart) => Promise<void>;
  /** Judges the coupons again after the first day of the week has changed. */
  judgeAnew: (weekStart: WeekStart) => Promise<void>;
  /** Aborts the running look-up and shows that it was cancelled. */
  cancel: () => void;
  /** Aborts the running look-up and returns to the initial state. */
  reset: () => void;
}

/** Loads `judgeAll` and its WebAssembly module, which are not needed before the first look-up. */
async function judging(): Promise<typeof import('../coupons/judged').judgeAll> {
  const { judgeAll, ready } = await import('../coupons/look-up-modules');
  await ready();
  return judgeAll;
}

/** Runs one look-up at a time. A new look-up aborts the previous one and ignores its response. */
export function useLookUp(): LookUp {
  // Shallow, because coupons are never modified and making ten thousand of them reactive is slow.
  const state = shallowRef<LookUpState>({ phase: 'initial' });
  let current = new AbortController();

  async function judgedCoupons(client: Client, query: MemberQuery, weekStart: WeekStart, signal: AbortSignal) {
    // The module is loaded during the request.
    const [coupons, judgeAll] = await Promise.all([client.listCoupons(query, { signal }), judging()]);
    // Decoding, judging and rendering are separate tasks, so that a slow phone stays responsive.
    await yieldToBrowser();
    const judged = await judgeAll(coupons, weekStart, signal);
    await yieldToBrowser();
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
      // The end of the session is shown instead of the old coupons.
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
