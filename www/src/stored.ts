import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type WritableComputedRef } from 'vue';

/** A choice that is kept; null forgets it, and leaves nothing in the storage. */
export type Stored<T> = WritableComputedRef<T, T | null>;

/**
 * A choice of the person that outlives the page, on this machine. Nothing is written before there is a choice, and what
 * somebody else wrote there counts only if it is one.
 */
export function useStored<T>(name: string, initial: T, isValid: (value: unknown) => value is T): Stored<T> {
  const key = `coupon-desk:${name}`;
  const read = (): T => {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      return isValid(value) ? value : initial;
    } catch {
      // No text of ours, or a browser that forbids it.
      return initial;
    }
  };
  const kept = shallowRef(read());
  // Also where it was chosen in another tab of the browser; no key: all of it was cleared.
  useEventListener(window, 'storage', (event) => {
    if (event.key === key || event.key === null) kept.value = read();
  });
  return computed({
    get: () => kept.value,
    set: (value) => {
      kept.value = value ?? initial;
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A full or a forbidden storage costs the memory of a choice, nothing more.
      }
    },
  });
}

/** Of a few words. */
export const isOneOf =
  <T extends string>(words: readonly T[]) =>
  (value: unknown): value is T =>
    words.some((word) => word === value);
