// @ts-check
// Each part of the repository uses those that it may use, and no file imports itself by way of others.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/run.mjs';
import { importsBelow, inCircles } from './imports.js';
import { MAY_USE } from './may-use.js';

const imports = importsBelow([...new Set(Object.keys(MAY_USE).map((part) => part.split('/')[0] ?? ''))]);

/** @param {string} path */
const partOf = (path) => ['pkg', ...Object.keys(MAY_USE)].find((part) => path.startsWith(`${part}/`) || path.startsWith(`${part}.`));

test('each part imports from those that it may import from', () => {
  assert.ok(imports.size > 500);
  for (const [file, paths] of imports) {
    const part = partOf(file);
    assert.ok(part, `${file}: expected a part of MAY_USE`);
    const allowed = [part, ...(MAY_USE[part] ?? [])];
    for (const path of paths) {
      const used = partOf(path);
      if (used) assert.ok(allowed.includes(used), `${file} imports ${path}: ${part} may not import from ${used}`);
    }
  }
});

test('no row of the table allows what nobody does', () => {
  const used = new Set([...imports].flatMap(([file, paths]) => paths.map((path) => `${partOf(file)} ${partOf(path)}`)));
  const unused = Object.entries(MAY_USE).flatMap(([part, others]) => others.map((other) => `${part} ${other}`).filter((pair) => !used.has(pair)));
  assert.deepEqual(unused, []);
});

test('no file imports itself by way of others, not even its types', () => {
  assert.deepEqual(inCircles(imports), []);
});

test('a circle is found, whether it is of values or of types, and whoever only uses it is not in it', () => {
  const circle = new Map([
    ['js/main.ts', ['js/a.js']],
    ['js/a.ts', ['js/b/index.js']],
    ['js/b/index.ts', ['js/c.js', 'js/leaf.js']],
    ['js/c.js', ['js/a.ts']],
    ['js/leaf.ts', []],
  ]);
  assert.deepEqual(inCircles(circle), ['js/a.ts', 'js/b/index.ts', 'js/c.js']);
});

test('ARCHITECTURE.md shows this table', async () => {
  const rows = Object.entries(MAY_USE).map(([part, others]) => `| \`${part}\` | ${others.map((other) => `\`${other}\``).join(', ') || 'nothing'} |`);
  const text = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8');
  assert.ok(text.endsWith(['| part | may use |', '| --- | --- |', ...rows, ''].join('\n')));
});
