// @ts-check
// Each part of the repository imports only from the parts that MAY_USE allows, and there are no import cycles.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/run.mjs';
import { importsBelow, filesInCycles } from './imports.js';
import { MAY_USE } from './may-use.js';

const imports = importsBelow([...new Set(Object.keys(MAY_USE).map((part) => part.split('/')[0] ?? ''))]);

/** @param {string} path */
const partOf = (path) => ['pkg', ...Object.keys(MAY_USE)].find((part) => path.startsWith(`${part}/`) || path.startsWith(`${part}.`));

test('each part imports only from allowed parts', () => {
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

test('every allowed import exists', () => {
  const used = new Set([...imports].flatMap(([file, paths]) => paths.map((path) => `${partOf(file)} ${partOf(path)}`)));
  const unused = Object.entries(MAY_USE).flatMap(([part, others]) => others.map((other) => `${part} ${other}`).filter((pair) => !used.has(pair)));
  assert.deepEqual(unused, []);
});

test('there are no import cycles, including imports of types', () => {
  assert.deepEqual(filesInCycles(imports), []);
});

test('a file that only imports from a cycle is not reported as a part of it', () => {
  const cycle = new Map([
    ['js/main.ts', ['js/a.js']],
    ['js/a.ts', ['js/b/index.js']],
    ['js/b/index.ts', ['js/c.js', 'js/leaf.js']],
    ['js/c.js', ['js/a.ts']],
    ['js/leaf.ts', []],
  ]);
  assert.deepEqual(filesInCycles(cycle), ['js/a.ts', 'js/b/index.ts', 'js/c.js']);
});

test('ARCHITECTURE.md shows this table', async () => {
  const rows = Object.entries(MAY_USE).map(([part, others]) => `| \`${part}\` | ${others.map((other) => `\`${other}\``).join(', ') || 'nothing'} |`);
  const text = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8');
  assert.ok(text.endsWith(['| part | may use |', '| --- | --- |', ...rows, ''].join('\n')));
});
