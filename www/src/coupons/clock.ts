import { useIntervalFn } from '@vueuse/core';
import { inject, provide, ref, type InjectionKey, type Ref } from 'vue';

const CLOCK: InjectionKey<Readonly<Ref<number>>> = Symbol('clock');

/** One clock for all cards below; it counts whole seconds. */
export function provideClock(): void {
  const now = ref(Date.now());
  useIntervalFn(() => (now.value = Date.now()), 1000);
  provide(CLOCK, now);
}

/** Milliseconds since the epoch. Only who reads it is drawn anew each second. */
export function useClock(): Readonly<Ref<number>> {
  return inject(CLOCK, () => ref(Date.now()), true);
}
