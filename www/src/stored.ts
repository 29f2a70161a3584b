import { useStorage } from '@vueuse/core';
import type { RemovableRef } from '@vueuse/core';

/**
 * A choice of the person that outlives the page, on this machine. Nothing is written before there is a choice, and what
 * somebody else wrote there counts only if it is one.
 */
export function useStored<T>(name: string, initial: T, isValid: (value: unknown) => value is T): RemovableRef<T> {
  const read = (text: string): T => {
    try {
      const value: unknown = JSON.parse(text);
      return isValid(value) ? value : initial;
    } catch {
      return initial;
    }
  };
  return useStorage<T>(`coupon-desk:${name}`, initial, localStore(), {
    writeDefaults: false,
    serializer: { read, write: JSON.stringify },
    // A full or a forbidden storage costs the memory of a choice, nothing more.
    onError: () => {},
  });
}

/** None where the browser forbids it. */
function localStore(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Of a few words. */
export const isOneOf =
  <T extends string>(words: readonly T[]) =>
  (value: unknown): value is T =>
    words.some((word) => word === value);
