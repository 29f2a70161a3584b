import { useDocumentVisibility } from '@vueuse/core';
import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { computed, ref, shallowRef, watch } from 'vue';
import type { RouteLocationNormalized, RouteLocationRaw, Router } from 'vue-router';
import { addressOf, codeAddressOf, couponOf, queryOf, type View } from './addresses';
import { forgetBatch } from './batch/kept-batch';
import { useConnection } from './connection/use-connection';
import { WEEK_STARTS, type WeekStart } from './coupons/week-start';
import type { Barrier, Desk } from './desk';
import { isLoggedOut } from './look-up/failure';
import { useLookUp } from './look-up/look-up';
import { useRecentLookUps } from './look-up/recent';
import { useTheme } from './page/theme';
import { useDemoMembers } from './sandbox/demo-members';
import { useSession } from './session/session';
import { isOneOf, useStored } from './stored';
import { useLanguage } from './texts/i18n';

export function createDesk(router: Router): Desk {
  const route = router.currentRoute;
  const weekStart = useStored<WeekStart>('week-start', 'monday', isOneOf(WEEK_STARTS));
  const preferences = { language: useLanguage(), theme: useTheme(), weekStart };
  const connection = useConnection();
  const session = useSession();
  const recent = useRecentLookUps();
  const { state, lookUp, refresh: refreshWith, judgeAnew, cancel, reset } = useLookUp();

  const account = computed(() => {
    const { value } = session.state;
    return connection.way.value === 'gateway' && value.phase === 'in' ? value.account : undefined;
  });
  const ownId = computed(() => (account.value?.role === 'member' ? account.value.memberId : undefined));
  const barrier = computed((): Barrier | undefined => {
    if (connection.way.value === 'direct') return connection.keyNeeded.value ? 'key' : undefined;
    const { phase } = session.state.value;
    return phase === 'out' ? 'log-in' : phase === 'asking' ? 'asking' : undefined;
  });
  const query = computed((): MemberQuery | undefined => (ownId.value === undefined ? queryOf(route.value) : { memberId: ownId.value }));
  const views = computed((): View[] => (ownId.value === undefined ? ['look-up', 'batch', 'settings'] : ['look-up', 'settings']));

  async function askNow(asked: MemberQuery): Promise<void> {
    const client = connection.client.value;
    if (!client) return;
    highlighted.value = undefined;
    await lookUp(client, asked, weekStart.value);
    const { value } = state;
    if (value.phase === 'found' && ownId.value === undefined) recent.add(value.query);
    if (value.phase === 'failed' && isLoggedOut(value.error)) sessionEnded();
  }

  // An old link: the code is of no coupon that there is.
  watch([() => couponOf(route.value), state], ([open, found]) => {
    const isMissing = open !== undefined && found.phase === 'found' && isShown(query.value ?? {}) && !found.coupons.some(({ coupon }) => coupon.id === open);
    if (isMissing) void router.replace(addressOf(queryOf(route.value)));
  });

  async function refresh(): Promise<void> {
    const client = connection.client.value;
    if (!client || barrier.value) return;
    await refreshWith(client, weekStart.value);
    if (state.value.phase === 'failed' && isLoggedOut(state.value.error)) sessionEnded();
  }
  // What a member sees on its phone is of when it looks.
  const visibility = useDocumentVisibility();
  watch(visibility, (now) => void (now === 'visible' && ownId.value !== undefined && refresh()));

  /** Who asks directly was refused by the CRM, not by the gateway. */
  function sessionEnded(): void {
    if (connection.way.value === 'gateway') session.ended();
  }

  const isShown = ({ memberId, platformId }: MemberQuery): boolean => {
    const { value } = state;
    return value.phase === 'found' && value.query.memberId === memberId && value.query.platformId === platformId;
  };

  function ask(asked: MemberQuery): void {
    const before = query.value;
    const { view } = route.value.meta;
    const isSame = before?.memberId === asked.memberId && before?.platformId === asked.platformId;
    // An id that is blank has no address of its own; what is wrong with it is said all the same.
    if (!asked.memberId && !asked.platformId) void askNow(asked);
    // Who asks again for the same member wants a new answer.
    else void leave(addressOf(asked)).then(() => (isSame && view === 'look-up' ? askNow(asked) : undefined));
  }

  /** An open code is left for good: Back from what comes next does not open it again. */
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
    // Back, where the code was opened from there; a link that led to the code leaves no way back.
    if (router.options.history.state.back === below.fullPath) router.back();
    else void router.replace(below);
  }

  const batch = ref<'running' | 'list'>();
  const owner = ref(0);
  watch([connection.client, account], () => {
    reset();
    owner.value++;
  });

  const asked = computed(() => (route.value.meta.view === 'look-up' && !barrier.value ? (query.value ?? 'nobody') : undefined));
  watch(
    [() => JSON.stringify(asked.value), owner],
    () => {
      if (asked.value === undefined) return;
      // Back to before there was any look-up.
      if (asked.value === 'nobody') return reset();
      // Back from another view: what was found is still there.
      if (!isShown(asked.value)) void askNow(asked.value);
    },
    { immediate: true },
  );
  watch(weekStart, judgeAnew);

  /** Where the person may not be, and is sent instead. */
  function elsewhere({ meta }: Pick<RouteLocationNormalized, 'meta'>): RouteLocationRaw | undefined {
    return (ownId.value === undefined ? meta.ofOwn : meta.ofAnyMember) ? { name: 'look-up', replace: true } : undefined;
  }
  const checked = session.check();
  router.beforeEach(async (to) => {
    if (to.meta.ofOwn || to.meta.ofAnyMember) await checked;
    // Who is not logged in stays where it wanted to go.
    return barrier.value ? true : (elsewhere(to) ?? true);
  });
  watch([barrier, ownId], () => {
    const instead = barrier.value ? undefined : elsewhere(route.value);
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
    owner,
    ask,
    refresh,
    cancel,
    retry: () => {
      if (state.value.phase === 'failed' || state.value.phase === 'cancelled') void askNow(state.value.query);
    },
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
      // Whoever comes next finds nobody's id, in the address or on the machine.
      recent.clear();
      forgetBatch();
      await router.replace('/');
    },
    sessionEnded,
  };
}
