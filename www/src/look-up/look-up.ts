import init, { CouponClient, type Coupon, type DirectConfig, type MemberQuery } from 'houcaller-coupons';
import { shallowRef, type ShallowRef } from 'vue';

export type LookUpState =
  | { phase: 'initial' }
  | { phase: 'loading' }
  | { phase: 'found'; coupons: Coupon[] }
  | { phase: 'failed'; error: unknown };

export interface LookUp {
  state: Readonly<ShallowRef<LookUpState>>;
  lookUp: (query: MemberQuery) => Promise<void>;
  retry: () => Promise<void>;
}

/** One look-up at a time: a new one aborts the one before it, whose answer is then of no interest. */
export function useLookUp(config: DirectConfig): LookUp {
  // Shallow: ten thousand coupons are shown, never changed, and need not be watched one by one.
  const state = shallowRef<LookUpState>({ phase: 'initial' });
  let client: CouponClient | undefined;
  let lastQuery: MemberQuery = {};
  let current = new AbortController();

  async function couponsOf(query: MemberQuery, signal: AbortSignal): Promise<Coupon[]> {
    await init();
    client ??= new CouponClient(config);
    return client.listCoupons(query, { signal });
  }

  async function lookUp(query: MemberQuery): Promise<void> {
    current.abort();
    const own = (current = new AbortController());
    lastQuery = query;
    state.value = { phase: 'loading' };
    const outcome = await couponsOf(query, own.signal).then(
      (coupons): LookUpState => ({ phase: 'found', coupons }),
      (error: unknown): LookUpState => ({ phase: 'failed', error }),
    );
    if (own === current) state.value = outcome;
  }

  return { state, lookUp, retry: () => lookUp(lastQuery) };
}
