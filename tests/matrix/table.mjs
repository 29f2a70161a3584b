// @ts-check
// The table, as Markdown, and its place in the README.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/run.mjs';

const README = join(root, 'README.md');
const MARKED = /(<!-- matrix -->\n)[^]*?(<!-- \/matrix -->)/;

/** @param {import('./row.mjs').Result[]} results */
export function table(results) {
  const rows = results.map(({ row, wrong }) => [row.where, entry(wrong, 'default'), slim(row, wrong), configuration(row)]);
  const lines = [['where', 'default', '`/slim`', 'configuration needed'], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** @param {string} markdown */
export async function writeIntoReadme(markdown) {
  const text = await readFile(README, 'utf8');
  if (!MARKED.test(text)) throw new Error('README.md: expected a line <!-- matrix --> and a line <!-- /matrix -->, found none');
  await writeFile(README, text.replace(MARKED, (_, begin, end) => `${begin}${markdown}${end}`));
}

/**
 * @param {string[]} wrong
 * @param {string} name
 */
function entry(wrong, name) {
  return wrong.some((line) => line.startsWith(name)) ? '**fails**' : 'ok';
}

/**
 * @param {import('./row.mjs').Row} row
 * @param {string[]} wrong
 */
function slim({ slimNeeds }, wrong) {
  if (slimNeeds === false) return '–';
  const found = entry(wrong, 'slim');
  return slimNeeds && found === 'ok' ? 'ok, configured' : found;
}

/** @param {import('./row.mjs').Row} row */
function configuration({ needs, slimNeeds }) {
  const told = [needs, slimNeeds && `\`/slim\`: ${slimNeeds}`].filter(Boolean);
  return told.length ? told.join('; ') : 'none';
}
