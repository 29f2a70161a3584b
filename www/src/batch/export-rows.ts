import type { Coupon } from 'houcaller-coupons/gateway-client';
import type { Way } from '../config';
import { judge, ready } from '../coupons/judged';
import { kindText } from '../coupons/kind';
import { reasonView, reasonWords } from '../coupons/reason';
import { inSlices } from '../coupons/slices';
import { statusView } from '../coupons/status';
import type { WeekStart } from '../coupons/week-start';
import { windowWords } from '../coupons/window-words';
import { describeFacts } from '../look-up/failure';
import { t } from '../texts/i18n';
import { isFailed, type KeptCoupon, type Outcome } from './outcomes';

export const COLUMNS = [
  ...(['memberId', 'platformId', 'outcome', 'errorKind', 'errorCode', 'cpnName', 'cpnCode', 'kind', 'rawKind'] as const),
  ...(['status', 'rawStatus', 'begDate', 'endDate', 'window', 'reason', 'id'] as const),
];

/** One row of the export: a coupon, a member without coupons, or a member whose look-up failed. */
export type ExportRow = Partial<Record<(typeof COLUMNS)[number], string>>;

/** The rows in the current language. Usability is evaluated for the current time, and failures are explained for the mode of the batch. */
export async function exportRows(outcomes: readonly Outcome[], weekStart: WeekStart, way: Way): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  // After a reload of the page nothing has loaded the module yet.
  await ready();
  const now = Date.now();
  await inSlices(outcomes, (outcome) => {
    for (const row of rowsOf(outcome, weekStart, now, way)) rows.push(row);
  });
  return rows;
}

function rowsOf(outcome: Outcome, weekStart: WeekStart, now: number, way: Way): ExportRow[] {
  const { query } = outcome;
  if (isFailed(outcome)) {
    const { kind, code, message } = outcome.failure;
    const { title } = describeFacts(outcome.failure, way);
    const reason = title === message ? title : t('errors.failedOf', { title, message });
    return [{ ...query, outcome: t('outcomes.failed', { reason }), errorKind: kind ?? '', errorCode: code === undefined ? '' : String(code) }];
  }
  if (outcome.coupons.length === 0) return [{ ...query, outcome: t('outcomes.none') }];
  return outcome.coupons.map((coupon) => ({ ...query, outcome: t('outcomes.coupon'), ...couponCells(coupon, weekStart, now) }));
}

function couponCells(kept: KeptCoupon, weekStart: WeekStart, now: number): ExportRow {
  // judge() and the texts use only the stored fields.
  const coupon = kept as Coupon;
  const judged = judge(coupon, weekStart, new Date(now));
  const { id, cpnName, cpnCode, cpnType, status, begDate, endDate } = coupon;
  return {
    id,
    cpnName,
    cpnCode,
    kind: kindText(cpnType) ?? '',
    rawKind: cpnType,
    status: statusView(judged).text,
    rawStatus: String(status),
    begDate,
    endDate,
    window: windowWords(coupon, weekStart, judged.verdict?.ignored),
    reason: reasonWords(reasonView(judged, weekStart, now)),
  };
}
