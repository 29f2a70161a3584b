import Papa from 'papaparse';
import { t } from '../texts/i18n';
import { COLUMNS, type ExportRow } from './export-rows';

/** Without the byte order mark Excel reads the file in the code page of the machine instead of UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The number of rows in each part of the file. */
const ROWS_PER_PART = 2_000;

/**
 * Matches a cell that a spreadsheet may run as a formula. White space may precede the sign, because a spreadsheet may drop it, and
 * the sign may be full-width, because a Chinese spreadsheet treats it like the ASCII sign. Papa's own pattern misses cells with a line break.
 */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * A CSV file (RFC 4180) that Excel can open. A cell that a spreadsheet may run as a formula gets a leading apostrophe. Codes are
 * written as plain digits, because every trick that makes Excel read them as text changes the code for other programs. The page
 * explains how to import them.
 */
export function csvFile(rows: readonly ExportRow[]): Blob {
  const parts = [BYTE_ORDER_MARK, lines([COLUMNS.map((name) => t(`columns.${name}`))])];
  for (let start = 0; start < rows.length; start += ROWS_PER_PART) {
    parts.push(lines(rows.slice(start, start + ROWS_PER_PART).map((row) => COLUMNS.map((name) => row[name] ?? ''))));
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

const lines = (cells: string[][]): string => `${Papa.unparse(cells, { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
