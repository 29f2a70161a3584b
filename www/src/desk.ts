import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { inject, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { View } from './addresses';
import type { Connection } from './connection/connection';
import type { WeekStart } from './coupons/week-start';
import type { LookUpState } from './look-up/look-up-state';
import type { RecentLookUps } from './look-up/recent';
import type { Theme } from './page/theme';
import type { DemoMember } from './sandbox/demo-members';
import type { Account } from './session/account';
import type { Session } from './session/session';
import type { Language } from './texts/i18n';

/** What stands between the person and a look-up: the log-in, direct mode's key, or that the session is still asked for. */
export type Barrier = 'asking' | 'log-in' | 'key';

/** What ties session, connection and route together: who asks whom, for whose coupons, and where that is shown. */
export interface Desk {
  session: Session;
  connection: Connection;
  preferences: { language: Ref<Language>; theme: Ref<Theme>; weekStart: Ref<WeekStart> };
  recent: RecentLookUps;
  demoMembers: Readonly<Ref<DemoMember[]>>;
  state: Readonly<Ref<LookUpState>>;
  account: ComputedRef<Account | undefined>;
  /** Of a member, who sees nobody's coupons but its own. */
  ownId: ComputedRef<string | undefined>;
  barrier: ComputedRef<Barrier | undefined>;
  /** Whose coupons are asked for. */
  query: ComputedRef<MemberQuery | undefined>;
  views: ComputedRef<View[]>;
  /** Counts up with each other account and each other way: what the one before was shown is gone. */
  owner: Readonly<Ref<number>>;
  ask: (query: MemberQuery) => void;
  /** Where an id is typed, while that is shown. */
  idField: ShallowRef<HTMLInputElement | null>;
  /** What would be left behind by going from the batch's view: a run, or a list. */
  batch: ComputedRef<'running' | 'list' | undefined>;
  setBatch: (busy: 'running' | 'list' | undefined) => void;
  /** The code that was scanned, of a coupon that is shown. A new object each time. */
  highlighted: Readonly<ShallowRef<{ code: string } | undefined>>;
  highlight: (code: string) => void;
  /** The same once more, while what was found stays in sight. */
  refresh: () => Promise<void>;
  cancel: () => void;
  /** The same once more. */
  retry: () => void;
  /** The id of the coupon whose code is shown. */
  openCoupon: ComputedRef<string | undefined>;
  openCode: (coupon: string) => void;
  closeCode: () => void;
  logOut: () => Promise<void>;
  /** The gateway said that nobody is logged in any more. */
  sessionEnded: () => void;
}

export const DESK: InjectionKey<Desk> = Symbol('desk');

export function useDesk(): Desk {
  const desk = inject(DESK);
  if (!desk) throw new Error('useDesk: expected the desk above, found none');
  return desk;
}
