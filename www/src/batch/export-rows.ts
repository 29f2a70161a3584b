import type { MemberQuery, MemberResult } from 'houcaller-coupons/gateway-client';
import { judge } from '../coupons/judged';
import { kindText } from '../coupons/kind';
import { reasonView, reasonWords } from '../coupons/reason';
import { inSlices } from '../coupons/slices';
import { statusView } from '../coupons/status';
import type { WeekStart } from '../coupons/week-start';
import { windowWords } from '../coupons/window-words';
import { describeFailure } from '../look-up/failure';
import { t } from '../texts/i18n';

export const COLUMNS = [
  ...(['memberId', 'platformId', 'outcome', 'errorKind', 'errorCode', 'cpnName', 'cpnCode', 'kind', 'rawKind'] as const),
  ...(['status', 'rawStatus', 'begDate', 'endDate', 'window', 'reason', 'id'] as const),
];

/** One line of the export: a coupon, or a member that has none or failed. */
export type ExportRow = Partial<Record<(typeof COLUMNS)[number], string>>;

export interface MemberRows {
  rows: ExportRow[];
  coupons: number;
  /** Those that can be used at this moment. */
  usable: number;
}

export async function memberRows({ query, coupons, error }: MemberResult, weekStart: WeekStart, signal: AbortSignal): Promise<MemberRows> {
  if (error) return noCoupons(query, t('outcomes.failed', { reason: `${describeFailure(error).title}; ${error.message}` }));
  if (coupons.length === 0) return noCoupons(query, t('outcomes.none'));
  const rows: ExportRow[] = [];
  let usable = 0;
  const now = Date.now();
  const add = (coupon: (typeof coupons)[number]) => {
    const judged = judge(coupon, weekStart, new Date(now));
    if (judged.verdict?.usable) usable++;
    const { id, cpnName, cpnCode, begDate, endDate } = coupon;
    const kind = kindText(coupon.cpnType);
    rows.push({
      ...query,
      outcome: t('outcomes.coupon'),
      cpnName,
      cpnCode,
      kind: kind ?? '',
      status: statusView(judged).text,
      begDate,
      endDate,
      window: windowWords(coupon, weekStart, judged.verdict?.ignored),
      reason: reasonWords(reasonView(judged, weekStart, now)),
      id,
    });
  };
  await inSlices(coupons, add, signal);
  return { rows, coupons: coupons.length, usable };
}

const noCoupons = (query: MemberQuery, outcome: string): MemberRows => ({ rows: [{ ...query, outcome }], coupons: 0, usable: 0 });
