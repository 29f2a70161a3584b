// @ts-check
// Statistics, number formats and Markdown tables.

export const NS_PER_MS = 1e6;

/**
 * @param {number[]} sorted ascending
 * @param {number} share 0 to 1
 */
export function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median, and in brackets the minimum and the maximum.
 *
 * @param {number[]} values
 * @param {number} [digits] after the point
 */
export function medianWithSpread(values, digits = 0) {
  const [middle, min, max] = [median(values), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
  return `${middle} (${min}–${max})`;
}

/** @param {number} share */
export const percent = (share) => `${(share * 100).toFixed(1)} %`;

/**
 * A Markdown table.
 *
 * @param {string[]} head
 * @param {Array<Array<string | number>>} rows
 */
export function table(head, rows) {
  const line = (/** @type {Array<string | number>} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
