// @ts-check
// The two tables of README.md that commands print, as those commands make them of what is here: nothing is installed, and nothing asked of a network.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { weights } from '../../scripts/size.mjs';
import { groups } from '../matrix/groups.mjs';
import { table } from '../matrix/table.mjs';
import { dist, root } from './packed.js';

const readme = await readFile(join(root, 'README.md'), 'utf8');

test('the table of places has the rows and the configurations of the whole matrix', () => {
  const whole = groups.filter(({ runs }) => runs !== 'quick').flatMap(({ rows }) => rows);
  assert.ok(whole.length > 40);
  const [, shown] = /<!-- matrix -->\n([^]*?)<!-- \/matrix -->/.exec(readme) ?? [];
  assert.equal(shown, table(whole.map((row) => ({ row, wrong: [] }))));
});

test('a row that fails, and one that needs something else, make another table', () => {
  const [row] = groups.flatMap(({ rows }) => rows);
  assert.ok(row);
  const told = table([{ row, wrong: [] }]);
  assert.notEqual(table([{ row, wrong: ['default: nothing came'] }]), told);
  assert.notEqual(table([{ row: { ...row, needs: 'a flag' }, wrong: [] }]), told);
});

test('the table of sizes has the figures that are printed of dist/', async () => {
  const { 'houcaller-coupons': inlined, 'houcaller-coupons/slim': slim } = await weights(dist);
  const rows = {
    '`houcaller-coupons`, all in one file': inlined?.['in all, compressed as one'],
    '`houcaller-coupons/slim`, JavaScript': slim?.JavaScript,
    '`houcaller-coupons/slim`, WebAssembly': slim?.WebAssembly,
  };
  const lines = Object.entries(rows).map(([title, weight]) => {
    assert.ok(weight, title);
    const figures = [weight.minified, weight.gzip, weight.brotli].map((bytes) => bytes.toLocaleString('en'));
    return `| ${[title, ...figures].join(' | ')} |`;
  });
  const [, shown] = /^\| \| minified \| gzip \| brotli \|\n\|.*\|\n((?:\|.*\|\n)+)/m.exec(readme) ?? [];
  assert.equal(shown, `${lines.join('\n')}\n`);
});
