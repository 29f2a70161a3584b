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
  /** The latest first. */
  list: ComputedRef<RecentLookUp[]>;
  add: (query: MemberQuery) => void;
  clear: () => void;
}

/** What was looked up on this machine, so that it need not be typed again. */
export function useRecentLookUps(): RecentLookUps {
  const stored = useStored<RecentLookUp[]>('recent', [], isRecent);
  const list = computed(() => stored.value);
  return {
    list,
    add: (query) => (stored.value = withLookUp(list.value, query)),
    // None at all, rather than an empty list: nothing is left in the storage.
    clear: () => (stored.value = null),
  };
}

/** The list with this look-up at its beginning, and each only once. */
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

/** An id as it may stand on a screen that others see. */
export function maskedId(id: string): string {
  const kept = id.length >= 12 ? 4 : id.length >= 6 ? 2 : 0;
  return `${id.slice(0, kept)}••••${kept ? id.slice(-kept) : ''}`;
}
