import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import type { IdKind } from '../look-up/id-kind';
import { cleaned, isLikeMemberId, isLikePlatformId } from '../scan/reading';

export interface IdList {
  /** Each once, in the order given. */
  queries: MemberQuery[];
  duplicates: number;
}

const HEADS: readonly [head: RegExp, kind: IdKind][] = [
  [/^(member[ _-]?id|mmbid|会员\s?(id|卡号|编号|号|码)|卡号)$/i, 'memberId'],
  [/^(platform[ _-]?id|(微信\s?)?open[ _-]?id|平台\s?(id|编号|号))$/i, 'platformId'],
];

/** Whatever people put between ids. */
const SEPARATORS = /[\s,，;；、|]+/;

/**
 * Reads the ids out of a text: of a table the column whose head says that it holds ids, else its first; of anything else every word. One that looks
 * like an openid is one, whichever kind was chosen.
 */
export async function readIdList(text: string, kind: IdKind): Promise<IdList> {
  const { default: Papa } = await import('papaparse');
  const rows = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' }).data;
  const head = headOf(rows[0] ?? []);
  const column = head?.column ?? (isTable(rows) ? 0 : undefined);
  const given = column === undefined ? text.split(SEPARATORS) : rows.slice(head ? 1 : 0).map((row) => row[column] ?? '');
  const ids = given.map(cleaned).filter(Boolean);
  const each = [...new Set(ids)];
  return { queries: each.map((id) => ({ [head?.kind ?? (isLikePlatformId(id) ? 'platformId' : kind)]: id })), duplicates: ids.length - each.length };
}

function headOf(row: string[]): { column: number; kind: IdKind } | undefined {
  for (const [column, cell] of row.entries()) {
    const known = HEADS.find(([head]) => head.test(cell.trim()));
    if (known) return { column, kind: known[1] };
  }
  return undefined;
}

/** Several lines of several columns that do not all hold ids. */
function isTable(rows: readonly string[][]): boolean {
  const isId = (cell: string) => isLikeMemberId(cleaned(cell)) || isLikePlatformId(cleaned(cell));
  return rows.length > 1 && rows.some((row) => row.length > 1) && !rows.flat().every((cell) => cell.trim() === '' || isId(cell));
}
