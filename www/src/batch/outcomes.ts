import type { Coupon, MemberQuery, MemberResult } from 'houcaller-coupons/gateway-client';
import { factsOf, type FailureFacts } from '../look-up/failure';

/** The fields of a coupon that an export needs. */
const KEPT = ['id', 'cpnName', 'cpnCode', 'cpnType', 'status', 'begDate', 'endDate', 'timeLimit', 'weekLimit', 'useTime'] as const satisfies (keyof Coupon)[];

export type KeptCoupon = Pick<Coupon, (typeof KEPT)[number]>;

/** The result for one member: the coupons, or why the look-up failed. */
export type Outcome = { query: MemberQuery; coupons: KeptCoupon[] } | { query: MemberQuery; failure: FailureFacts };

export type Failed = Outcome & { failure: FailureFacts };
export const isFailed = (outcome: Outcome): outcome is Failed => 'failure' in outcome;

export function outcomeOf({ query, coupons, error }: MemberResult): Outcome {
  if (error) return { query, failure: factsOf(error) };
  return { query, coupons: coupons.map((coupon) => Object.fromEntries(KEPT.map((name) => [name, coupon[name]])) as unknown as KeptCoupon) };
}

export const idOf = ({ memberId, platformId }: MemberQuery): string => memberId || platformId || '';

/** Members whose look-ups failed for the same reason. */
export interface FailureGroup {
  failure: FailureFacts;
  ids: string[];
}

/** The failures by reason. The reason with the most members is first. */
export function failureGroups(outcomes: readonly Outcome[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { query, failure } of outcomes.filter(isFailed)) {
    const { kind, code, status, message } = failure;
    // The message is part of the reason only for a refusal by the CRM. Other messages may differ in nothing but an index.
    const reason = JSON.stringify([kind, code, status, kind === 'api' && message]);
    const group = groups.get(reason) ?? { failure, ids: [] };
    group.ids.push(idOf(query));
    groups.set(reason, group);
  }
  return [...groups.values()].sort((a, b) => b.ids.length - a.ids.length);
}
