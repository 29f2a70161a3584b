import { useEventListener } from '@vueuse/core';
import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { computed, ref, shallowRef, watch } from 'vue';
import type { RouteLocationNormalized, RouteLocationRaw, Router } from 'vue-router';
import { addressOf, codeAddressOf, couponOf, queryOf, type View } from './addresses';
import { forgetBatch } from './batch/forget-batch';
import { useConnection } from './connection/use-connection';
import { WEEK_STARTS, type WeekStart } from './coupons/week-start';
import type { Barrier, Desk } from './desk';
import { isLoggedOut } from './look-up/failure';
import { useLookUp } from './look-up/look-up';
import { useRecentLookUps } from './look-up/recent';
import { useTheme } from './page/theme';
import { useDemoMembers } from './sandbox/demo-members';
import { useHistoryMarks } from './session/history-marks';
import { useSession } from './session/session';
import { isOneOf, useStored } from './stored';
import { useLanguage } from './texts/i18n';

export function createDesk(router: Router): Desk {
  const route = router.currentRoute;
  const weekStart = useStored<WeekStart>('week-start', 'monday', isOneOf(WEEK_STARTS));
  const preferences = { language: useLanguage(), theme: useTheme(), weekStart };
  const connection = useConnection();
  const session = useSession();
  const { isBeforeLogOut, countLogOut } = useHistoryMarks(router);
  const recent = useRecentLookUps();
  const { state, lookUp, refresh: refreshWith, judgeAnew, cancel, reset } = useLookUp(() => weekStart.value);

  const account = computed(() => {
    const { value } = session.state;
    return connection.way.value === 'gateway' && value.phase === 'in' ? value.account : undefined;
  });
  const ownId = computed(() => (account.value?.role === 'member' ? account.value.memberId : undefined));
  const barrier = computed((): Barrier | undefined => {
    if (connection.way.value === 'direct') return connection.keyNeeded.value ? 'key' : undefined;
    const { phase } = session.state.value;
    return phase === 'out' ? 'log-in' : phase === 'checking' ? 'checking' : undefined;
  });
  const query = computed((): MemberQuery | undefined => (ownId.value === undefined ? queryOf(route.value) : { memberId: ownId.value }));
  const views = computed((): View[] => (ownId.value === undefined ? ['look-up', 'batch', 'settings'] : ['look-up', 'settings']));

  async function lookUpNow(asked: MemberQuery): Promise<void> {
    const client = connection.client.value;
    if (!client) return;
    highlighted.value = undefined;
    await lookUp(client, asked);
    const { value } = state;
    if (value.phase === 'found' && ownId.value === undefined) recent.add(value.query);
    if (value.phase === 'failed' && isLoggedOut(value.error)) sessionEnded();
  }

  // An old link may contain the id of a coupon that the member no longer has. The list is shown instead.
  watch([() => couponOf(route.value), state], ([open, found]) => {
    const isMissing = open !== undefined && found.phase === 'found' && isCurrent(query.value ?? {}) && !found.coupons.some(({ coupon }) => coupon.id === open);
    if (isMissing) void router.replace(addressOf(queryOf(route.value)));
  });

  /** Repeats a look-up that failed or was cancelled. */
  async function retry(): Promise<void> {
    const { value } = state;
    if (value.phase === 'failed' || value.phase === 'cancelled') await lookUpNow(value.query);
  }

  async function refresh(): Promise<void> {
    const client = connection.client.value;
    if (!client || barrier.value) return;
    const { value } = state;
    if (value.phase !== 'found') return retry();
    await refreshWith(client);
    if (state.value.phase === 'failed' && isLoggedOut(state.value.error)) sessionEnded();
  }
  // A member's list is refreshed each time the page becomes visible, so that it is current.
  useEventListener(document, 'visibilitychange', () => void (document.visibilityState === 'visible' && ownId.value !== undefined && refresh()));

  /** In direct mode a 401 comes from the CRM, so the session at the gateway is still valid. */
  function sessionEnded(): void {
    if (connection.way.value === 'gateway') session.ended();
  }

  /** Whether the coupons of a member are loaded or being loaded. */
  const isCurrent = ({ memberId, platformId }: MemberQuery): boolean => {
    const { value } = state;
    return (value.phase === 'found' || value.phase === 'loading') && value.query.memberId === memberId && value.query.platformId === platformId;
  };

  function ask(asked: MemberQuery): void {
    const before = query.value;
    // Read before the address changes, because that alone sends no request for a member whose coupons are loaded or being loaded.
    const isSame = (before?.memberId === asked.memberId && before?.platformId === asked.platformId) || isCurrent(asked);
    // A blank id has no address, so the look-up runs at once and shows the input error.
    if (!asked.memberId && !asked.platformId) void lookUpNow(asked);
    // The address of the same member does not change, so the repeated look-up is started here.
    else void leave(addressOf(asked)).then(() => (isSame ? lookUpNow(asked) : undefined));
  }

  /** Replaces the address of an open code, so that Back does not open the code again. */
  const leave = (to: RouteLocationRaw) => (couponOf(route.value) === undefined ? router.push(to) : router.replace(to));

  const highlighted = shallowRef<{ code: string }>();
  function highlight(code: string): void {
    const { value } = state;
    if (value.phase !== 'found') return;
    highlighted.value = { code };
    if (couponOf(route.value) !== undefined) closeCode();
    else void router.push(addressOf(ownId.value === undefined ? value.query : undefined));
  }

  function closeCode(): void {
    if (couponOf(route.value) === undefined) return;
    const below = router.resolve(addressOf(queryOf(route.value)));
    // Goes back if the code was opened from the list. If a link opened the code, the list is not in the history.
    if (router.options.history.state.back === below.fullPath) router.back();
    else void router.replace(below);
  }

  const batch = ref<'running' | 'list'>();
  const viewKey = ref(0);
  watch([connection.client, account], () => {
    reset();
    viewKey.value++;
  });

  const asked = computed(() => (route.value.meta.view === 'look-up' && !barrier.value ? (query.value ?? 'nobody') : undefined));
  watch(
    [() => JSON.stringify(asked.value), viewKey],
    () => {
      if (asked.value === undefined) return;
      // The address names no member, so no coupons are shown.
      if (asked.value === 'nobody') return reset();
      // After a return from another view the coupons are still loaded or being loaded, and need no new request.
      if (!isCurrent(asked.value)) void lookUpNow(asked.value);
    },
    { immediate: true },
  );
  watch(weekStart, judgeAnew);

  /** The redirect from a route that the current account may not use. */
  function redirectFor({ meta }: Pick<RouteLocationNormalized, 'meta'>): RouteLocationRaw | undefined {
    return (ownId.value === undefined ? meta.ofOwn : meta.ofAnyMember) ? { name: 'look-up', replace: true } : undefined;
  }
  const checked = session.check();
  router.beforeEach(async (to) => {
    // Back and Forward may reach an address from before a log-out. The next user must not see the id in it, nor look that member up.
    if ((to.meta.ofOwn || to.meta.ofAnyMember) && isBeforeLogOut()) return { name: 'look-up', replace: true };
    if (to.meta.ofOwn || to.meta.ofAnyMember) await checked;
    // The log-in is shown at the requested address, so that the address is still there after it.
    return barrier.value ? true : (redirectFor(to) ?? true);
  });
  watch([barrier, ownId], () => {
    const instead = barrier.value ? undefined : redirectFor(route.value);
    if (instead) void router.replace(instead);
  });

  return {
    session,
    connection,
    preferences,
    recent,
    demoMembers: useDemoMembers(),
    state,
    account,
    ownId,
    barrier,
    query,
    views,
    viewKey,
    ask,
    refresh,
    cancel,
    retry,
    openCoupon: computed(() => couponOf(route.value)),
    openCode: (coupon) => void router.push(codeAddressOf(coupon, queryOf(route.value))),
    closeCode,
    idField: shallowRef<HTMLInputElement | null>(null),
    batch: computed(() => (route.value.meta.view === 'batch' ? batch.value : undefined)),
    setBatch: (busy) => (batch.value = busy),
    highlighted,
    highlight,
    logOut: async () => {
      await session.logOut();
      if (session.state.value.phase === 'in') return;
      // For the next user of this machine, no member id may remain in the storage or in the address. The older entries of this tab's
      // history cannot be removed, so they are replaced when they are reached. The browser's own history still lists their addresses.
      recent.clear();
      forgetBatch();
      countLogOut();
      // Forced, so that the entry is marked as new, also if its address is the same.
      await router.replace({ name: 'look-up', force: true });
    },
    sessionEnded,
  };
}
