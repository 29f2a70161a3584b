import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { computed, type ComputedRef } from 'vue';
import { useStored } from '../stored';
import { idKinds, type IdKind } from './id-kind';

const MOST = 8;

export interface RecentLookUp {
  kind: IdKind;
  id: string;
}

export interface RecentLookUps {
  /** The most recent look-up first. */
  list: ComputedRef<RecentLookUp[]>;
  add: (query: MemberQuery) => void;
  clear: () => void;
}

/** The recent look-ups in this browser, so that an id need not be typed again. */
export function useRecentLookUps(): RecentLookUps {
  const stored = useStored<RecentLookUp[]>('recent', [], isRecent);
  const list = computed(() => stored.value);
  return {
    list,
    add: (query) => (stored.value = withLookUp(list.value, query)),
    // Null instead of an empty list removes the entry from the storage.
    clear: () => (stored.value = null),
  };
}

/** Adds a look-up at the beginning of the list and removes its duplicate. */
export function withLookUp(list: readonly RecentLookUp[], query: MemberQuery): RecentLookUp[] {
  const kind = idKinds.find((each) => query[each]);
  const id = kind && query[kind];
  if (!id) return [...list];
  const others = list.filter((one) => one.kind !== kind || one.id !== id);
  return [{ kind, id }, ...others].slice(0, MOST);
}

export function isRecent(value: unknown): value is RecentLookUp[] {
  return Array.isArray(value) && value.every((one) => idKinds.includes(Object(one).kind) && typeof Object(one).id === 'string');
}

/** An id with its middle hidden, for a screen that others can see. */
export function maskedId(id: string): string {
  const kept = id.length >= 12 ? 4 : id.length >= 6 ? 2 : 0;
  return `${id.slice(0, kept)}••••${kept ? id.slice(-kept) : ''}`;
}
