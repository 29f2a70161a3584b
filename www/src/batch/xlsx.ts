import writeXlsxFile from 'write-excel-file/universal';
import { t } from '../texts/i18n';
import { COLUMNS, type ExportRow } from './export-rows';

/** Column widths in characters. */
const WIDTHS: Partial<Record<(typeof COLUMNS)[number], number>> = { platformId: 32, outcome: 24, cpnName: 28, window: 28, reason: 36 };

/** An Excel file. Every cell is text, so that no code loses a digit and no cell runs as a formula. */
export function xlsxFile(rows: readonly ExportRow[]): Promise<Blob> {
  const cell = (value: string) => ({ value, type: String });
  const head = COLUMNS.map((name) => ({ ...cell(t(`columns.${name}`)), fontWeight: 'bold' as const }));
  const body = rows.map((row) => COLUMNS.map((name) => (row[name] ? cell(row[name]) : null)));
  return writeXlsxFile([head, ...body], { columns: COLUMNS.map((name) => ({ width: WIDTHS[name] ?? 16 })), stickyRowsCount: 1 }).toBlob();
}
