// @ts-check
// Compares the tables of docs/size.md, docs/compatibility.md and both READMEs with the output of the commands that print
// them, without installing anything or using the network.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { TOLERANCE, measure } from '../../scripts/size.mjs';
import { groups, kinds } from './matrix/kinds.mjs';
import { table, tables } from './matrix/table.mjs';
import { dist, root } from '../support/packed.js';
import { isPinned } from '../support/pinned-compiler.js';

const read = (/** @type {string} */ name) => readFile(join(root, name), 'utf8');

test('the compatibility tables have the rows and configurations of the whole matrix', async () => {
  const sections = kinds.map(({ title, groups }) => {
    const rows = groups.filter(({ runs }) => runs !== 'quick').flatMap((group) => group.rows);
    return { title, results: rows.map((row) => ({ row, wrong: [] })) };
  });
  assert.ok(sections.flatMap(({ results }) => results).length > 70);
  const [, shown] = /<!-- matrix -->\n([^]*?)<!-- \/matrix -->/.exec(await read('docs/compatibility.md')) ?? [];
  assert.equal(shown, tables(sections));
});

test('a failed row, or a row with another requirement, changes the table', () => {
  const [row] = groups.flatMap(({ rows }) => rows);
  assert.ok(row);
  const expected = table([{ row, wrong: [] }]);
  for (const entry of ['default', 'slim', 'no-wasm']) assert.notEqual(table([{ row, wrong: [`${entry}: nothing came`] }]), expected);
  assert.notEqual(table([{ row: { ...row, needs: 'a flag' }, wrong: [] }]), expected);
});

// Node's versions compress the same bytes a little differently.
const MAX_DIFFERENCE = isPinned ? 0.01 : TOLERANCE;

test('the table of sizes has the figures of dist/', async () => {
  const found = await measure(dist);
  const rows = {
    '`houcaller-coupons`, all in one file': found['houcaller-coupons']?.['in all, compressed as one'],
    '`houcaller-coupons/slim`, JavaScript': found['houcaller-coupons/slim']?.JavaScript,
    '`houcaller-coupons/slim`, WebAssembly': found['houcaller-coupons/slim']?.WebAssembly,
    '`houcaller-coupons/gateway-client`, all in one file': found['houcaller-coupons/gateway-client']?.['in all, compressed as one'],
    '`houcaller-coupons/no-wasm`': found['houcaller-coupons/no-wasm']?.['in all'],
    '`houcaller-coupons/gateway-client/no-wasm`': found['houcaller-coupons/gateway-client/no-wasm']?.['in all'],
  };
  const [, shown = ''] = /^\| \| minified \| gzip \| brotli \|\n\|.*\|\n((?:\|.*\|\n)+)/m.exec(await read('docs/size.md')) ?? [];
  const lines = shown
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  assert.deepEqual(
    lines.map(([title]) => title),
    Object.keys(rows),
  );
  for (const [title = '', ...figures] of lines) {
    const size = rows[/** @type {keyof typeof rows} */ (title)];
    assert.ok(size);
    for (const [at, bytes] of [size.minified, size.gzip, size.brotli].entries()) {
      const stated = Number(figures[at]?.replaceAll(',', ''));
      assert.ok(Math.abs(stated - bytes) <= bytes * MAX_DIFFERENCE, `${title}: expected ${bytes}, found ${figures[at]}`);
    }
  }
});

for (const name of ['README.md', 'README.zh-CN.md']) {
  test(`the sizes in ${name} are those of dist/ in thousands of bytes`, async () => {
    const found = await measure(dist);
    const shown = [...(await read(name)).matchAll(/^\| `(houcaller-coupons.*?)` \|.*\| (\d+) KB \|$/gm)];
    assert.deepEqual(shown.map(([, entry]) => entry).sort(), Object.keys(found).sort());
    for (const [, entry = '', stated] of shown) {
      const parts = found[entry];
      const size = parts?.['in all'] ?? parts?.['in all, compressed as one'];
      assert.ok(size);
      assert.ok(
        Math.abs(Number(stated) * 1000 - size.brotli) <= 500 + size.brotli * MAX_DIFFERENCE,
        `${entry}: expected ${size.brotli} bytes, found ${stated} KB`,
      );
    }
  });
}
