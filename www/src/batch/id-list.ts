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
 * Reads the ids out of a text: of a table the columns whose heads say that they hold ids, else its first; of anything else every word. One that looks
 * like an openid is one, whichever kind was chosen.
 */
export async function readIdList(text: string, kind: IdKind): Promise<IdList> {
  const { default: Papa } = await import('papaparse');
  const rows = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' }).data;
  const columns = idColumns(rows[0] ?? []);
  const found = columns.length > 0 ? rows.slice(1).map((row) => idOfRow(row, columns)) : idsWithoutHead(text, rows).map((id) => queryFor(id, kind));
  const given = found.filter((query) => query !== undefined);
  const each = new Map(given.map((query) => [JSON.stringify(query), query]));
  return { queries: [...each.values()], duplicates: given.length - each.size };
}

interface IdColumn {
  column: number;
  kind: IdKind;
}

function idColumns(head: string[]): IdColumn[] {
  return head.flatMap((cell, column) => {
    const known = HEADS.find(([form]) => form.test(cell.trim()));
    return known ? [{ column, kind: known[1] }] : [];
  });
}

/** Of a row the first id that it has: an export has a column for each kind, and fills one of them. */
function idOfRow(row: string[], columns: readonly IdColumn[]): MemberQuery | undefined {
  for (const { column, kind } of columns) {
    const id = cleaned(row[column] ?? '');
    if (id) return { [kind]: id };
  }
  return undefined;
}

const idsWithoutHead = (text: string, rows: readonly string[][]): string[] => (isTable(rows) ? rows.map((row) => row[0] ?? '') : text.split(SEPARATORS));

function queryFor(given: string, kind: IdKind): MemberQuery | undefined {
  const id = cleaned(given);
  return id ? { [isLikePlatformId(id) ? 'platformId' : kind]: id } : undefined;
}

/** Several lines of several columns that do not all hold ids. */
function isTable(rows: readonly string[][]): boolean {
  const isId = (cell: string) => isLikeMemberId(cleaned(cell)) || isLikePlatformId(cleaned(cell));
  return rows.length > 1 && rows.some((row) => row.length > 1) && !rows.flat().every((cell) => cell.trim() === '' || isId(cell));
}
