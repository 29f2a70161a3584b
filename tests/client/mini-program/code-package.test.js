// @ts-check
// What WeChat counts of the sample: the sum of the files of the code package, as they are. The matrix weighs what WeChat's compiler makes of them.
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
  // The helpers of ES5 would not show in the source, and take it over the budget.
  assert.equal(setting.es6, false);
  const ignored = packOptions.ignore.map((/** @type {{ type: string, value: string }} */ { type, value }) => {
    assert.equal(type, 'suffix');
    return value;
  });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && ![...LEFT_OUT, ...ignored].some((ending) => entry.name.endsWith(ending)));
}

test('the sample ships the compressed module alone, and weighs at most 80 KB', async () => {
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
