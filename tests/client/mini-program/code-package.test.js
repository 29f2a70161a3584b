// @ts-check
// The size of the sample's code package, which WeChat limits: the sum of its source files. The matrix in tests/package/ measures the compiled
// files.
import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../support/packed.js';
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

/** How far a size in a document, which is rounded to a kilobyte, may be from the present one. */
const TOLERANCE = 0.02;

/** The documents that state sizes, in English and Chinese. */
const GUIDES = ['docs/mini-program.md', 'docs/zh-CN/mini-program.md'];

/** @param {string} file of the package */
const bytesOf = async (file) => (await stat(join(root, 'dist', file))).size;

/**
 * Fails if a document does not state a size in KB where these patterns find it, or states another.
 *
 * @param {string} file
 * @param {RegExp[]} patterns with the number as their group
 * @param {number} bytes
 */
async function states(file, patterns, bytes) {
  const text = await readFile(join(root, file), 'utf8');
  const [, stated] = patterns.map((pattern) => pattern.exec(text)).find((match) => match) ?? [];
  assert.ok(stated, `${file}: expected a size at ${patterns}`);
  assert.ok(Math.abs(Number(stated) * 1_000 - bytes) <= bytes * TOLERANCE, `${file}: expected ${bytes} bytes at ${patterns}, found ${stated} KB`);
}

test('the guides state the sizes of the files', async () => {
  const withoutWasm = (await bytesOf('mini-program-no-wasm.cjs')) + (await bytesOf('engine.cjs'));
  for (const guide of GUIDES) {
    await states(guide, [/`\.wasm\.br` has (\d+) KB/, /`\.wasm\.br` 为 (\d+) KB/], await bytesOf('mini-program/houcaller_coupons_bg.wasm.br'));
    await states(guide, [/`\.wasm` has (\d+) KB/, /`\.wasm` 为 (\d+) KB/], await bytesOf('mini-program/houcaller_coupons_bg.wasm'));
    await states(
      guide,
      [/, (\d+) KB of which are the WebAssembly/, /其中 WebAssembly 占 (\d+) KB/],
      await bytesOf('mini-program/houcaller_coupons_bg.wasm.br'),
    );
    await states(guide, [/takes (\d+) KB of the code package/, /占代码包 (\d+) KB/], withoutWasm);
  }
});

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
    for (const file of [...GUIDES, 'CHANGELOG.md']) {
      await states(file, [/code package: (\d+) KB with the sample/, /连同例子一共 (\d+) KB/, /code package with the sample has (\d+) KB/], sum);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
