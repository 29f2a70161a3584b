import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { useEventListener } from '@vueuse/core';
import { shallowRef, type ShallowRef } from 'vue';

/** Which view is shown, and of whom: `#/member/…`, `#/platform/…`, `#/many`, `#/settings`, and nothing. */
export type Route = { view: 'look-up'; query?: MemberQuery } | { view: 'many' } | { view: 'settings' };
export type View = Route['view'];

const ID_NAMES = { member: 'memberId', platform: 'platformId' } as const;

export function readRoute(hash: string): Route {
  const [, first = '', rest = ''] = /^#\/([a-z-]*)\/?(.*)$/.exec(hash) ?? [];
  if (first === 'many' || first === 'settings') return { view: first };
  if ((first === 'member' || first === 'platform') && rest) return { view: 'look-up', query: { [ID_NAMES[first]]: decoded(rest) } };
  return { view: 'look-up' };
}

export function hashOf(route: Route): string {
  if (route.view !== 'look-up') return `#/${route.view}`;
  const { memberId, platformId } = route.query ?? {};
  if (memberId) return `#/member/${encodeURIComponent(memberId)}`;
  if (platformId) return `#/platform/${encodeURIComponent(platformId)}`;
  return '#/';
}

/** A link that somebody cut short may end in the middle of a `%…`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface Router {
  route: Readonly<ShallowRef<Route>>;
  go: (route: Route) => void;
}

export function useRouter(): Router {
  const route = shallowRef(readRoute(location.hash));
  useEventListener('hashchange', () => (route.value = readRoute(location.hash)));
  return {
    route,
    go: (next) => {
      // Also where the address does not change: who asks again for the same member wants a new answer.
      route.value = next;
      const hash = hashOf(next);
      if (location.hash !== hash && !(hash === '#/' && location.hash === '')) history.pushState(null, '', hash);
    },
  };
}
