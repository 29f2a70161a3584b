import Papa from 'papaparse';
import { t } from '../texts/i18n';
import { COLUMNS, type ExportRow } from './export-rows';

/** Without it Excel takes UTF-8 for the code page of the machine. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Rows that are written at once: few enough for the page not to stand still. */
const PORTION = 2_000;

/**
 * What begins as a formula does, also behind white space, which a spreadsheet may drop, and in full width, which one in
 * Chinese takes for the narrow sign. Not Papa's own pattern: that one passes over whatever has a line break in it.
 */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * RFC 4180, as Excel opens it. What a spreadsheet may run as a formula is marked as text. Digits go out as they are: each
 * way to have Excel open them as text is a formula, or no part of the code for any other reader. The page says how to import them.
 */
export function csvFile(rows: readonly ExportRow[]): Blob {
  const parts = [BYTE_ORDER_MARK, lines([COLUMNS.map((name) => t(`columns.${name}`))])];
  for (let start = 0; start < rows.length; start += PORTION) {
    parts.push(lines(rows.slice(start, start + PORTION).map((row) => COLUMNS.map((name) => row[name] ?? ''))));
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

const lines = (cells: string[][]): string => `${Papa.unparse(cells, { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
