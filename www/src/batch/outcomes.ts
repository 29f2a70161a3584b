import type { Coupon, MemberQuery, MemberResult } from 'houcaller-coupons/gateway-client';
import { factsOf, type FailureFacts } from '../look-up/failure';

/** As much of a coupon as an export needs. */
const KEPT = ['id', 'cpnName', 'cpnCode', 'cpnType', 'status', 'begDate', 'endDate', 'timeLimit', 'weekLimit', 'useTime'] as const satisfies (keyof Coupon)[];

export type KeptCoupon = Pick<Coupon, (typeof KEPT)[number]>;

/** What came of one member: its coupons, or why there are none. */
export type Outcome = { query: MemberQuery; coupons: KeptCoupon[] } | { query: MemberQuery; failure: FailureFacts };

export type Failed = Outcome & { failure: FailureFacts };
export const isFailed = (outcome: Outcome): outcome is Failed => 'failure' in outcome;

export function outcomeOf({ query, coupons, error }: MemberResult): Outcome {
  if (error) return { query, failure: factsOf(error) };
  return { query, coupons: coupons.map((coupon) => Object.fromEntries(KEPT.map((name) => [name, coupon[name]])) as unknown as KeptCoupon) };
}

export const idOf = ({ memberId, platformId }: MemberQuery): string => memberId || platformId || '';

/** Members that failed for one reason. */
export interface FailureGroup {
  failure: FailureFacts;
  ids: string[];
}

/** By reason, those of most members first. */
export function failureGroups(outcomes: readonly Outcome[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { query, failure } of outcomes.filter(isFailed)) {
    const { kind, code, status, message } = failure;
    // Of a refusal the CRM's words tell one from another; the messages of other failures may differ in no more than a number.
    const reason = JSON.stringify([kind, code, status, kind === 'api' && message]);
    const group = groups.get(reason) ?? { failure, ids: [] };
    group.ids.push(idOf(query));
    groups.set(reason, group);
  }
  return [...groups.values()].sort((a, b) => b.ids.length - a.ids.length);
}
