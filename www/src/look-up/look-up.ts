import type { Coupon, MemberQuery } from 'houcaller-coupons/gateway-client';
import { shallowRef, type ShallowRef } from 'vue';
import type { Client } from '../connection/client';
import { yieldToBrowser } from '../coupons/slices';
import type { WeekStart } from '../coupons/week-start';
import { isLoggedOut } from './failure';
import type { LookUpState } from './look-up-state';

export interface LookUp {
  state: ShallowRef<LookUpState>;
  lookUp: (client: Client, query: MemberQuery) => Promise<void>;
  /** Repeats the look-up while the coupons stay visible. If it fails, they stay too. */
  refresh: (client: Client) => Promise<void>;
  /** Judges the coupons again after the first day of the week has changed. */
  judgeAnew: () => Promise<void>;
  /** Aborts the running look-up and shows that it was cancelled. */
  cancel: () => void;
  /** Aborts the running look-up and returns to the initial state. */
  reset: () => void;
}

/** Runs one look-up at a time. A new look-up aborts the previous one and ignores its response. */
export function useLookUp(weekStart: () => WeekStart): LookUp {
  // Shallow, because coupons are never modified and making ten thousand of them reactive is slow.
  const state = shallowRef<LookUpState>({ phase: 'initial' });
  let current = new AbortController();

  /** Loads `judgeAll` and its WebAssembly module, which are not needed before the first look-up. */
  async function judging() {
    const { judgeAll, ready } = await import('../coupons/look-up-modules');
    await ready();
    return async (coupons: Coupon[], signal?: AbortSignal) => {
      // The setting may change while the coupons are judged.
      for (;;) {
        const before = weekStart();
        const judged = await judgeAll(coupons, before, signal);
        await yieldToBrowser();
        if (before === weekStart()) return judged;
      }
    };
  }

  async function found(client: Client, query: MemberQuery, signal: AbortSignal): Promise<LookUpState> {
    // The module is loaded during the request.
    const [coupons, judge] = await Promise.all([client.listCoupons(query, { signal }), judging()]);
    const at = Date.now();
    // Decoding, judging and rendering are separate tasks, so that a slow phone stays responsive.
    await yieldToBrowser();
    return { phase: 'found', query, coupons: await judge(coupons, signal), at };
  }

  async function lookUp(client: Client, query: MemberQuery): Promise<void> {
    current.abort();
    const own = (current = new AbortController());
    state.value = { phase: 'loading', query };
    const outcome = await found(client, query, own.signal).catch((error: unknown): LookUpState => ({ phase: 'failed', query, error }));
    if (own === current) state.value = outcome;
  }

  async function refresh(client: Client): Promise<void> {
    const { value } = state;
    if (value.phase !== 'found' || value.refreshing === 'now') return;
    current.abort();
    const own = (current = new AbortController());
    state.value = { ...value, refreshing: 'now' };
    const { query } = value;
    const outcome = await found(client, query, own.signal).catch((error: unknown) =>
      // The end of the session is shown instead of the old coupons, which may have been judged anew in the meantime.
      isLoggedOut(error) ? { phase: 'failed', query, error } : { ...state.value, refreshing: 'failed' },
    );
    if (own === current) state.value = outcome as LookUpState;
  }

  async function judgeAnew(): Promise<void> {
    const { value } = state;
    if (value.phase !== 'found') return;
    const judge = await judging();
    const coupons = await judge(value.coupons.map(({ coupon }) => coupon));
    // A refresh may have begun or failed in the meantime, with the same coupons.
    const now = state.value;
    if (now.phase === 'found' && now.coupons === value.coupons) state.value = { ...now, coupons };
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
