// @ts-check
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import budget from '../../scripts/size-budget.json' with { type: 'json' };
import { overweight, weights } from '../../scripts/size.mjs';
import { dist } from './packed.js';

/** @type {string} */
let copy;
before(async () => {
  copy = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
});
after(() => rm(copy, { recursive: true, force: true }));

test('the package is as small as its budget has it', async () => {
  assert.deepEqual(overweight(await weights(dist), budget), []);
});

test('the figures are those of gzip itself, but for a fiftieth that its implementations differ by', async () => {
  const { 'houcaller-coupons/slim': slim } = await weights(dist);
  for (const [part, file] of Object.entries({ JavaScript: 'slim.js', WebAssembly: 'houcaller_coupons_bg.wasm' })) {
    const input = await readFile(join(dist, file));
    assert.equal(slim?.[part]?.minified, input.length);
    const byProgram = execFileSync('gzip', ['-9', '--no-name', '--stdout'], { input }).length;
    const ratio = (slim?.[part]?.gzip ?? 0) / byProgram;
    assert.ok(Math.abs(ratio - 1) < 0.02, `${file}: ${ratio}`);
  }
});

test('more than the budget is noticed, in either part', async () => {
  for (const file of ['index.js', 'slim.js', 'houcaller_coupons_bg.wasm']) await copyFile(join(dist, file), join(copy, file));
  // Too many different characters to be compressed away.
  const more = Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(33 + ((at * at * 7919) % 89))).join('');
  await writeFile(join(copy, 'slim.js'), `${await readFile(join(dist, 'slim.js'), 'utf8')}//${more}`);
  const over = overweight(await weights(copy), budget);
  assert.ok(over.some((line) => line.startsWith('houcaller-coupons/slim, JavaScript, minified: ')), over.join('\n'));
  assert.ok(over.some((line) => line.startsWith('houcaller-coupons/slim, in all, minified: ')), over.join('\n'));
  assert.ok(over.every((line) => line.startsWith('houcaller-coupons/slim, ')), over.join('\n'));
});

test('a part without a budget is over it', async () => {
  const { 'houcaller-coupons/slim': slim } = budget;
  const over = overweight(await weights(dist), { 'houcaller-coupons/slim': slim });
  assert.equal(over.length, 9);
});

test('an entry whose module is not the one beside it is not weighed', async () => {
  for (const file of ['index.js', 'slim.js']) await copyFile(join(dist, file), join(copy, file));
  await writeFile(join(copy, 'houcaller_coupons_bg.wasm'), 'another');
  await assert.rejects(weights(copy), /^Error: dist\/index\.js: expected the module in base64 once/);
});
