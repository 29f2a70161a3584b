import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import type { IdKind } from '../look-up/id-kind';

export interface IdList {
  /** Each once, in the order given. */
  queries: MemberQuery[];
  duplicates: number;
}

const HEADS: readonly [head: RegExp, kind: IdKind][] = [
  [/^(member[ _-]?id|mmbid|会员\s?(id|编号|号))/i, 'memberId'],
  [/^(platform[ _-]?id|openid|平台\s?(id|编号|号))/i, 'platformId'],
];

/** Reads the ids out of a CSV text: those of its first column, or of the one whose head says that it holds ids. */
export async function readIdList(text: string, kind: IdKind): Promise<IdList> {
  const { default: Papa } = await import('papaparse');
  const rows = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' }).data;
  const head = headOf(rows[0] ?? []);
  const [column, idKind] = head ? [head.column, head.kind] : [0, kind];
  const given = rows.slice(head ? 1 : 0).flatMap((row) => row[column]?.trim() || []);
  const ids = [...new Set(given)];
  return { queries: ids.map((id) => ({ [idKind]: id })), duplicates: given.length - ids.length };
}

function headOf(row: string[]): { column: number; kind: IdKind } | undefined {
  for (const [column, cell] of row.entries()) {
    const known = HEADS.find(([head]) => head.test(cell.trim()));
    if (known) return { column, kind: known[1] };
  }
  return undefined;
}
