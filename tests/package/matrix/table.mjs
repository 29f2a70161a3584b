// @ts-check
// Writes the tables as Markdown into docs/compatibility.md.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { runsNoWasm } from './row.mjs';

/** @typedef {{ title: string, results: import('./row.mjs').Result[] }} Section The rows of one kind. */

const PAGE = join(root, 'docs', 'compatibility.md');
const MARKED = /(<!-- matrix -->\n)[^]*?(<!-- \/matrix -->)/;

const HEAD = ['tool or host', 'entry', '`/slim`', '`/no-wasm`', 'configuration needed'];

/** @param {Section[]} sections */
export const tables = (sections) => sections.map(({ title, results }) => `\n### ${title}\n\n${table(results)}`).join('');

/** @param {import('./row.mjs').Result[]} results */
export function table(results) {
  const rows = results.map(({ row, wrong }) => [row.where, entryOf(row, wrong), slim(row, wrong), noWasm(row, wrong), configuration(row)]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** @param {string} markdown */
export async function writeIntoPage(markdown) {
  const text = await readFile(PAGE, 'utf8');
  if (!MARKED.test(text)) throw new Error('docs/compatibility.md: expected a line <!-- matrix --> and a line <!-- /matrix -->, found none');
  await writeFile(
    PAGE,
    text.replace(MARKED, (_, begin, end) => `${begin}${markdown}${end}`),
  );
}

const FAILS = '**fails**';

/**
 * @param {import('./row.mjs').Row} row
 * @param {string[]} wrong
 */
function entryOf({ withoutWasm, take = withoutWasm ? '`/no-wasm`' : '`houcaller-coupons`' }, wrong) {
  return fails(wrong, 'default') ? `${take} ${FAILS}` : take;
}

/**
 * @param {import('./row.mjs').Row} row
 * @param {string[]} wrong
 */
function slim({ slimNeeds, withoutWasm }, wrong) {
  if (slimNeeds === false || withoutWasm) return '–';
  if (fails(wrong, 'slim')) return FAILS;
  return slimNeeds ? 'ok, configured' : 'ok';
}

/**
 * @param {import('./row.mjs').Row} row
 * @param {string[]} wrong
 */
function noWasm(row, wrong) {
  if (!runsNoWasm(row)) return '–';
  return fails(wrong, 'no-wasm') ? FAILS : 'ok';
}

/**
 * @param {string[]} wrong
 * @param {string} entry
 */
const fails = (wrong, entry) => wrong.some((line) => line.startsWith(entry));

/** @param {import('./row.mjs').Row} row */
function configuration({ needs, slimNeeds }) {
  const parts = [needs, slimNeeds && `\`/slim\`: ${slimNeeds}`].filter(Boolean);
  return parts.length ? parts.join('; ') : 'none';
}
