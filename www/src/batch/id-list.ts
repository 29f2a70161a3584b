import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { inSlices } from '../coupons/slices';
import type { IdKind } from '../look-up/id-kind';
import { cleaned, isLikeMemberId, isLikePlatformId } from '../scan/reading';

export interface IdList {
  /** Each member once, in the order of the text. */
  queries: MemberQuery[];
  duplicates: number;
}

const HEADERS: readonly [head: RegExp, kind: IdKind][] = [
  [/^(member[ _-]?id|mmbid|会员\s?(id|卡号|编号|号|码)|卡号)$/i, 'memberId'],
  [/^(platform[ _-]?id|(微信\s?)?open[ _-]?id|平台\s?(id|编号|号))$/i, 'platformId'],
];

/** The separators that people use between ids. */
const SEPARATORS = /[\s,，;；、|]+/;

/**
 * Reads ids from a text. A table with a known header gives the columns of ids, and another table gives its first column. Any other
 * text gives every word. An id with the form of an openid is a platform id, whichever kind was chosen.
 */
export async function readIdList(text: string, kind: IdKind): Promise<IdList> {
  const { default: Papa } = await import('papaparse');
  const rows = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' }).data;
  const columns = idColumns(rows[0] ?? []);
  const each = new Map<string, MemberQuery>();
  let given = 0;
  const add = (query: MemberQuery | undefined) => {
    if (!query) return;
    given += 1;
    each.set(JSON.stringify(query), query);
  };
  if (columns.length > 0) await inSlices(rows.slice(1), (row) => add(idOfRow(row, columns)));
  else await inSlices(idsWithoutHead(rows), (id) => add(queryFor(id, kind)));
  return { queries: [...each.values()], duplicates: given - each.size };
}

interface IdColumn {
  column: number;
  kind: IdKind;
}

function idColumns(head: string[]): IdColumn[] {
  return head.flatMap((cell, column) => {
    const known = HEADERS.find(([form]) => form.test(cell.trim()));
    return known ? [{ column, kind: known[1] }] : [];
  });
}

/** The first id in a row. An export of this page has a column for each kind of id, and each row fills one of them. */
function idOfRow(row: string[], columns: readonly IdColumn[]): MemberQuery | undefined {
  for (const { column, kind } of columns) {
    const id = cleaned(row[column] ?? '');
    if (id) return { [kind]: id };
  }
  return undefined;
}

const idsWithoutHead = (rows: readonly string[][]): string[] =>
  isTable(rows) ? rows.map((row) => row[0] ?? '') : rows.flat().flatMap((cell) => cell.split(SEPARATORS));

function queryFor(given: string, kind: IdKind): MemberQuery | undefined {
  const id = cleaned(given);
  return id ? { [isLikePlatformId(id) ? 'platformId' : kind]: id } : undefined;
}

/** Whether the text is a table: several rows and columns, and not every cell contains an id. */
function isTable(rows: readonly string[][]): boolean {
  const isId = (cell: string) => isLikeMemberId(cleaned(cell)) || isLikePlatformId(cleaned(cell));
  return rows.length > 1 && rows.some((row) => row.length > 1) && !rows.flat().every((cell) => cell.trim() === '' || isId(cell));
}
