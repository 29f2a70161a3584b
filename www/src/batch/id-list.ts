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
 * Texts in a column beside ids that are no ids: names and notes in other letters, amounts, phone numbers, dates and times, e-mail
 * addresses. A text of another form may be an id with a typing error, because the CRM does not publish the form of ids.
 */
const NO_IDS: readonly RegExp[] = [
  /(?!\p{ASCII})[\p{L}\p{Sc}]/u,
  /^\p{Sc}?\d*\.\d+$/u,
  /^(?:\+?86)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/,
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})\b/,
  /\d:\d\d/,
  /@/,
];

/** The apostrophe that an export of this page puts before a cell that a spreadsheet may run as a formula. */
const APOSTROPHE = /^'(?=[=+\-@＝＋－＠])/;

/**
 * Reads ids from a text. A table with a known header gives the columns of ids, and another table gives its first column. Any other
 * text gives every word. Without a header, an id with the form of an openid is a platform id, whichever kind was chosen.
 */
export async function readIdList(text: string, kind: IdKind): Promise<IdList> {
  const { default: Papa } = await import('papaparse');
  const rows = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' }).data;
  const columns = idColumns(rows[0] ?? []);
  const each = new Map<string, MemberQuery>();
  let given = 0;
  const add = (id: string, as: IdKind) => {
    given += 1;
    const query = { [as]: id };
    each.set(JSON.stringify(query), query);
  };
  const [only] = columns;
  // A header with nothing beside it is above a list, in which a line may have several ids.
  if (only && rows[0]?.every((cell, column) => column === only.column || !cell.trim())) {
    await inSlices(cellsWithIds(rows).slice(1), (cell) => idsIn(cell).forEach((id) => add(id, only.kind)));
  } else if (only) {
    await inSlices(rows.slice(1), (row) => idsOfRow(row, columns).forEach(({ id, as }) => add(id, as)));
  } else {
    await inSlices(cellsWithIds(rows), (cell) => idsIn(cell).forEach((id) => add(id, isLikePlatformId(id) ? 'platformId' : kind)));
  }
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

/** The ids in the first column that has any. An export of this page has a column for each kind of id, and each row fills one of them. */
function idsOfRow(row: string[], columns: readonly IdColumn[]): { id: string; as: IdKind }[] {
  for (const { column, kind } of columns) {
    const ids = idsIn(row[column] ?? '');
    if (ids.length > 0) return ids.map((id) => ({ id, as: kind }));
  }
  return [];
}

const idsIn = (cell: string): string[] =>
  cell
    .split(SEPARATORS)
    .map((word) => cleaned(word.replace(APOSTROPHE, '')))
    .filter(Boolean);

const cellsWithIds = (rows: readonly string[][]): string[] => (isTable(rows) ? rows.map((row) => row[0] ?? '') : rows.flat());

/**
 * Whether the text is a table: several rows, with other things than ids in a later column, and not in the first. Most cells of the
 * column decide, and a typing error does not, because the ids of a list that is taken for a table would be left out without a word.
 */
function isTable(rows: readonly string[][]): boolean {
  if (rows.length < 2) return false;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const isOther = (column: number, from = 0) => {
    const cells = rows.slice(from).flatMap((row) => row[column]?.normalize('NFKC').trim() || []);
    return cells.length > 0 && 2 * cells.filter(cannotBeId).length >= cells.length;
  };
  const later = Array.from({ length: width }, (_, column) => column).slice(1);
  // The first row may be an unknown header.
  return later.some((column) => isOther(column)) && !isOther(0, 1);
}

function cannotBeId(cell: string): boolean {
  if (NO_IDS.some((form) => form.test(cell))) return true;
  // A name or a note: several words, with one of letters only.
  const words = cell.split(/\s+/);
  return words.length > 1 && words.some((word) => !/\d/.test(word) && !isLikeMemberId(word) && !isLikePlatformId(word));
}
