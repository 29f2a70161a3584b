// @ts-check
// Builds the table of settings in docs/cipher.md from the tested rows. To print it: node tests/support/vectors/settings-table.js
import { readFileSync } from 'node:fs';
import { isMain } from '../../../scripts/is-main.mjs';

const FILES = ['java-snippets', 'php-snippets', 'python-snippets', 'java-derivations', 'php-derivations', 'mono-derivations'].map(
  (name) => new URL(`server-snippets/${name}.jsonl`, import.meta.url),
);

/** @typedef {{ id: string, language: string, title: string, code: string, cipher: Record<string, string>, equivalent?: boolean }} Snippet */

/** @returns {Snippet[]} one row for each id; the files have several, with different texts */
function snippets() {
  const rows = FILES.flatMap((file) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** @param {Snippet} snippet */
function settings({ cipher: { key: _key, ...rest } }) {
  const fields = Object.entries(rest).map(([name, value]) => `${name}: '${value}'`);
  return fields.length ? `\`${fields.join(', ')}\`` : 'none: the defaults';
}

export function settingsTable() {
  const rows = snippets().map(
    (snippet) =>
      `| ${snippet.language}${snippet.equivalent ? ' ¹' : ''} | ${snippet.title} | \`${snippet.code.replaceAll('|', '\\|')}\` | ${settings(snippet)} |`,
  );
  return ['| language | what it does | code | settings beside `key` |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (isMain(import.meta.url)) process.stdout.write(`${settingsTable()}\n`);
