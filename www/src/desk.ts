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

/** What prevents a look-up: the session is still being checked, nobody is logged in, or direct mode has no key. */
export type Barrier = 'checking' | 'log-in' | 'key';

/** The state of the whole desk: session, connection, route and look-up, and the actions that change them. */
export interface Desk {
  session: Session;
  connection: Connection;
  preferences: { language: Ref<Language>; theme: Ref<Theme>; weekStart: Ref<WeekStart> };
  recent: RecentLookUps;
  demoMembers: Readonly<Ref<DemoMember[]>>;
  state: Readonly<Ref<LookUpState>>;
  account: ComputedRef<Account | undefined>;
  /** The id of the logged-in member, who may see only their own coupons. Undefined for staff. */
  ownId: ComputedRef<string | undefined>;
  barrier: ComputedRef<Barrier | undefined>;
  /** The member whose coupons are shown or loaded. */
  query: ComputedRef<MemberQuery | undefined>;
  views: ComputedRef<View[]>;
  /** A number that changes with the account and the connection. Views with another key are discarded, so that no account sees the data of another. */
  viewKey: Readonly<Ref<number>>;
  ask: (query: MemberQuery) => void;
  /** The input for an id, while it is on the page. */
  idField: ShallowRef<HTMLInputElement | null>;
  /** What the batch view contains while it is shown: a running batch, or a list of ids. A scan asks before it leaves either. */
  batch: ComputedRef<'running' | 'list' | undefined>;
  setBatch: (busy: 'running' | 'list' | undefined) => void;
  /** The scanned code of a coupon in the list. Each scan sets a new object, so that watchers also run when the same code is scanned again. */
  highlighted: Readonly<ShallowRef<{ code: string } | undefined>>;
  highlight: (code: string) => void;
  /** Repeats the look-up while the coupons stay visible. */
  refresh: () => Promise<void>;
  cancel: () => void;
  /** Repeats a failed or cancelled look-up. */
  retry: () => void;
  /** The id of the coupon whose code is open. */
  openCoupon: ComputedRef<string | undefined>;
  openCode: (coupon: string) => void;
  closeCode: () => void;
  logOut: () => Promise<void>;
  /** Call this when the gateway answers that the session has ended. */
  sessionEnded: () => void;
}

export const DESK: InjectionKey<Desk> = Symbol('desk');

export function useDesk(): Desk {
  const desk = inject(DESK);
  if (!desk) throw new Error('useDesk: no parent component provides the desk');
  return desk;
}
