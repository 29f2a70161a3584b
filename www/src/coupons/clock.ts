import { useIntervalFn } from '@vueuse/core';
import { computed, inject, provide, ref, type InjectionKey, type Ref } from 'vue';
import { chinaMidnight } from './china-time';

interface Clock {
  now: Readonly<Ref<number>>;
  today: Readonly<Ref<number>>;
}

const CLOCK: InjectionKey<Clock> = Symbol('clock');

/** One clock for all that is below; it counts whole seconds. */
export function provideClock(): void {
  const now = ref(Date.now());
  useIntervalFn(() => (now.value = Date.now()), 1000);
  provide(CLOCK, clockOf(now));
}

/** Milliseconds since the epoch. Who reads `now` is drawn anew each second; who reads `today`, when a day begins in China. */
export function useClock(): Clock {
  return inject(CLOCK, () => clockOf(ref(Date.now())), true);
}

const clockOf = (now: Readonly<Ref<number>>): Clock => ({ now, today: computed(() => chinaMidnight(now.value)) });
