// @ts-check
// The size of the sample's code package, which WeChat limits: the sum of its source files. The matrix in tests/package/ measures the compiled
// files.
import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildCodePackage, LARGEST_CODE_PACKAGE } from '../../support/mini-program/code-package.js';

/** WeChat's compiler leaves out declarations by itself. */
const LEFT_OUT = ['.d.ts'];

/** @param {string} folder */
async function shipped(folder) {
  const { packOptions, setting } = JSON.parse(await readFile(join(folder, 'project.config.json'), 'utf8'));
  // Compilation to ES5 would add helpers that are not in the source, and exceed the budget.
  assert.equal(setting.es6, false);
  const ignored = packOptions.ignore.map((/** @type {{ type: string, value: string }} */ { type, value }) => {
    assert.equal(type, 'suffix');
    return value;
  });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && ![...LEFT_OUT, ...ignored].some((ending) => entry.name.endsWith(ending)));
}

test('the sample ships only the compressed module, and has at most 80 KB', async () => {
  const folder = await buildCodePackage();
  try {
    const files = await shipped(folder);
    assert.deepEqual(
      files.map(({ name }) => name).filter((name) => name.includes('.wasm')),
      ['houcaller_coupons_bg.wasm.br'],
    );
    const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
    const sum = sizes.reduce((all, size) => all + size, 0);
    assert.ok(sum <= LARGEST_CODE_PACKAGE, `${sum} bytes, more than ${LARGEST_CODE_PACKAGE}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
