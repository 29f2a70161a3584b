import { computed, inject, onScopeDispose, provide, ref, type InjectionKey, type Ref } from 'vue';
import { chinaMidnight } from './china-time';

interface Clock {
  now: Readonly<Ref<number>>;
  today: Readonly<Ref<number>>;
}

const CLOCK: InjectionKey<Clock> = Symbol('clock');

/** Provides one clock, updated every second, for this component and its children. */
export function provideClock(): Clock['now'] {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 1000);
  onScopeDispose(() => clearInterval(timer));
  provide(CLOCK, clockOf(now));
  return now;
}

/** Times in milliseconds since the epoch. A component that reads `now` is rendered every second; one that reads only `today`, once a day. */
export function useClock(): Clock {
  return inject(CLOCK, () => clockOf(ref(Date.now())), true);
}

const clockOf = (now: Readonly<Ref<number>>): Clock => ({ now, today: computed(() => chinaMidnight(now.value)) });
