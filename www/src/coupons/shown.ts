import { computed, reactive, type ComputedRef, type Reactive } from 'vue';
import { endOfValidity } from './end-of-validity';
import { TABS, searchable, type CouponTab, type JudgedCoupon } from './judged';

export const ORDERS = ['soonest', 'asSent'] as const;
export type Order = (typeof ORDERS)[number];

/** The filters and the order that the user chose. */
export interface Filters {
  tab: CouponTab;
  /** Undefined selects every kind. */
  kind: string | undefined;
  search: string;
  order: Order;
}

export interface ShownCoupons {
  filters: Reactive<Filters>;
  counts: ComputedRef<Record<CouponTab, number>>;
  /** The kinds of the coupons. */
  kinds: ComputedRef<string[]>;
  shown: ComputedRef<JudgedCoupon[]>;
  /** The other tabs with matches of the search. */
  elsewhere: ComputedRef<{ tab: CouponTab; count: number }[]>;
  isFiltered: ComputedRef<boolean>;
  /** Clears the filters and selects the first tab with a coupon. */
  reset: () => void;
  clear: () => void;
  /** Selects a tab and clears the filters. */
  reveal: (tab: CouponTab) => void;
}

export function useShownCoupons(coupons: () => JudgedCoupon[]): ShownCoupons {
  const filters = reactive<Filters>({ tab: 'available', kind: undefined, search: '', order: 'soonest' });

  const fitting = computed(() => coupons().filter(({ coupon }) => filters.kind === undefined || coupon.cpnType === filters.kind));
  const found = computed(() => {
    const words = searchable(filters.search).trim();
    return words ? fitting.value.filter(({ searched }) => searched.includes(words)) : fitting.value;
  });
  const inTab = computed(() => found.value.filter(({ tab }) => tab === filters.tab));

  const clear = () => Object.assign(filters, { kind: undefined, search: '' });
  return {
    filters,
    counts: computed(() => countsOf(fitting.value)),
    kinds: computed(() => [...new Set(coupons().map(({ coupon }) => coupon.cpnType))].sort()),
    shown: computed(() => (filters.order === 'soonest' ? soonestFirst(inTab.value) : inTab.value)),
    elsewhere: computed(() => {
      const counts = countsOf(found.value);
      return TABS.filter((tab) => tab !== filters.tab && counts[tab] > 0).map((tab) => ({ tab, count: counts[tab] }));
    }),
    isFiltered: computed(() => filters.kind !== undefined || filters.search.trim() !== ''),
    clear,
    reveal: (tab) => {
      clear();
      filters.tab = tab;
    },
    reset: () => {
      clear();
      const counts = countsOf(coupons());
      filters.tab = TABS.find((tab) => counts[tab] > 0) ?? 'available';
    },
  };
}

function countsOf(coupons: JudgedCoupon[]): Record<CouponTab, number> {
  const counts = { available: 0, used: 0, void: 0 };
  for (const { tab } of coupons) counts[tab]++;
  return counts;
}

function soonestFirst(coupons: readonly JudgedCoupon[]): JudgedCoupon[] {
  const dated = coupons.map((one) => ({ one, ends: endOfValidity(one.coupon.endDate) }));
  dated.sort((a, b) => (a.ends < b.ends ? -1 : a.ends > b.ends ? 1 : 0));
  return dated.map(({ one }) => one);
}
