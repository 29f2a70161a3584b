// @ts-check
// The tables of docs/size.md, docs/compatibility.md and both READMEs that commands print, as those commands make them of what is here: nothing is installed, and nothing asked
// of a network.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { output } from '../../scripts/run.mjs';
import { readPinned } from '../../scripts/rust.mjs';
import { TOLERANCE, measure } from '../../scripts/size.mjs';
import { groups, kinds } from '../matrix/kinds.mjs';
import { table, tables } from '../matrix/table.mjs';
import { dist, root } from './packed.js';

const read = (/** @type {string} */ name) => readFile(join(root, name), 'utf8');

test('the tables of places have the rows and the configurations of the whole matrix', async () => {
  const sections = kinds.map(({ title, groups }) => {
    const rows = groups.filter(({ runs }) => runs !== 'quick').flatMap((group) => group.rows);
    return { title, results: rows.map((row) => ({ row, wrong: [] })) };
  });
  assert.ok(sections.flatMap(({ results }) => results).length > 70);
  const [, shown] = /<!-- matrix -->\n([^]*?)<!-- \/matrix -->/.exec(await read('docs/compatibility.md')) ?? [];
  assert.equal(shown, tables(sections));
});

test('a row that fails, and one that needs something else, make another table', () => {
  const [row] = groups.flatMap(({ rows }) => rows);
  assert.ok(row);
  const told = table([{ row, wrong: [] }]);
  for (const entry of ['default', 'slim', 'no-wasm']) assert.notEqual(table([{ row, wrong: [`${entry}: nothing came`] }]), told);
  assert.notEqual(table([{ row: { ...row, needs: 'a flag' }, wrong: [] }]), told);
});

// The figures are of the pinned compiler's module. The folder that the crate lies in names its functions to the compiler, and so orders them in the module:
// brotli makes a little more or less of it. Another compiler's module has as much room as the budget gives it.
const isPinned = output('rustc', ['--version'])?.split(' ')[1] === readPinned(await readFile(join(root, 'rust-toolchain.toml'), 'utf8')).channel;
const MOST_APART = isPinned ? 0.01 : TOLERANCE;

test('the table of sizes has the figures that are printed of dist/', async () => {
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
  const lines = shown.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()).slice(1, -1));
  assert.deepEqual(lines.map(([title]) => title), Object.keys(rows));
  for (const [title = '', ...figures] of lines) {
    const size = rows[/** @type {keyof typeof rows} */ (title)];
    assert.ok(size);
    for (const [at, bytes] of [size.minified, size.gzip, size.brotli].entries()) {
      const told = Number(figures[at]?.replaceAll(',', ''));
      assert.ok(Math.abs(told - bytes) <= bytes * MOST_APART, `${title}: expected ${bytes}, found ${figures[at]}`);
    }
  }
});

for (const name of ['README.md', 'README.zh-CN.md']) {
  test(`the sizes in ${name} are those that are printed of dist/, in thousands of bytes`, async () => {
    const found = await measure(dist);
    const shown = [...(await read(name)).matchAll(/^\| `(houcaller-coupons.*?)` \|.*\| (\d+) KB \|$/gm)];
    assert.deepEqual(shown.map(([, entry]) => entry).sort(), Object.keys(found).sort());
    for (const [, entry = '', told] of shown) {
      const parts = found[entry];
      const size = parts?.['in all'] ?? parts?.['in all, compressed as one'];
      assert.ok(size);
      assert.ok(Math.abs(Number(told) * 1000 - size.brotli) <= 500 + size.brotli * MOST_APART, `${entry}: expected ${size.brotli} bytes, found ${told} KB`);
    }
  });
}
