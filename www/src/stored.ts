import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type WritableComputedRef } from 'vue';

/** A setting in localStorage. Setting it to null removes it from the storage and restores the initial value. */
export type Stored<T> = WritableComputedRef<T, T | null>;

/**
 * A setting that survives a reload, in this browser. Nothing is written before the user chooses a value, and a stored value that is
 * not valid is ignored.
 */
export function useStored<T>(name: string, initial: T, isValid: (value: unknown) => value is T): Stored<T> {
  const key = `coupon-desk:${name}`;
  const read = (): T => {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      return isValid(value) ? value : initial;
    } catch {
      // The text is not JSON, or the browser forbids the storage.
      return initial;
    }
  };
  const kept = shallowRef(read());
  // Another tab of the browser may have changed the setting. The key is null if that tab cleared the storage.
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
        // If the storage is full or forbidden, the choice is lost with the page. Everything else works.
      }
    },
  });
}

/** A type guard for one of the given words. */
export const isOneOf =
  <T extends string>(words: readonly T[]) =>
  (value: unknown): value is T =>
    words.some((word) => word === value);
