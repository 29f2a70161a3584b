// @ts-check
// The size budget, and the report of sizes at the end of a build.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import budget from '../../scripts/size-budget.json' with { type: 'json' };
import { overBudget, measure } from '../../scripts/size.mjs';
import { dist, root } from '../support/packed.js';

/** @type {string} */
let copy;
before(async () => {
  copy = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
});
after(() => rm(copy, { recursive: true, force: true }));

test('the package does not exceed its size budget', async () => {
  assert.deepEqual(overBudget(await measure(dist), budget), []);
});

test('the figures agree with the gzip program within 2 %, by which implementations of gzip differ', async () => {
  const { 'houcaller-coupons/slim': slim } = await measure(dist);
  for (const [part, file] of Object.entries({ JavaScript: 'slim.js', WebAssembly: 'houcaller_coupons_bg.wasm' })) {
    const input = await readFile(join(dist, file));
    assert.equal(slim?.[part]?.minified, input.length);
    const byProgram = execFileSync('gzip', ['-9', '--no-name', '--stdout'], { input }).length;
    const ratio = (slim?.[part]?.gzip ?? 0) / byProgram;
    assert.ok(Math.abs(ratio - 1) < 0.02, `${file}: ${ratio}`);
  }
});

const SCRIPTS = ['engine.js', 'engine-without-cipher.js', 'gateway-client.js', 'gateway-client-no-wasm.js', 'index.js', 'no-wasm.js', 'slim.js'];
const MEASURED = [...SCRIPTS, 'houcaller_coupons_bg.wasm'];

/**
 * Copies the measured files of dist/, with a /slim that is too large.
 *
 * @param {string} folder
 */
async function copyWithLargeSlim(folder) {
  for (const file of MEASURED) await copyFile(join(dist, file), join(folder, file));
  // Varied characters, so that they do not compress well.
  const more = Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(33 + ((at * at * 7919) % 89))).join('');
  await writeFile(join(folder, 'slim.js'), `${await readFile(join(dist, 'slim.js'), 'utf8')}//${more}`);
}

test('exceeding the budget of a part or of the sum is reported', async () => {
  await copyWithLargeSlim(copy);
  const over = overBudget(await measure(copy), budget);
  assert.ok(
    over.some((line) => line.startsWith('houcaller-coupons/slim, JavaScript, minified: ')),
    over.join('\n'),
  );
  assert.ok(
    over.some((line) => line.startsWith('houcaller-coupons/slim, in all, minified: ')),
    over.join('\n'),
  );
  assert.ok(
    over.every((line) => line.startsWith('houcaller-coupons/slim, ')),
    over.join('\n'),
  );
});

test('the tolerance above the budget is 2 %', async () => {
  const found = await measure(dist);
  const times = (/** @type {number} */ factor) => {
    const entries = Object.entries(found).map(([entry, parts]) => {
      const scaled = Object.entries(parts).map(([part, { minified, gzip, brotli }]) => {
        const [a, b, c] = [minified, gzip, brotli].map((bytes) => Math.round(bytes * factor));
        return [part, { minified: a, gzip: b, brotli: c }];
      });
      return [entry, Object.fromEntries(scaled)];
    });
    return Object.fromEntries(entries);
  };
  assert.deepEqual(overBudget(times(1.019), found), []);
  assert.equal(overBudget(times(1.021), found).length, 27);
});

test('the build reports what exceeds the budget at its end, and does not fail', async () => {
  const scripts = join(copy, 'scripts');
  await cp(join(root, 'scripts'), scripts, { recursive: true });
  // Replaces the slow or irrelevant steps by stubs. The files for dist/ are copied from the folder in the variable MADE.
  const entries = `import { cp } from 'node:fs/promises';\nexport const bundleEntries = (dist) => cp(process.env.MADE, dist, { recursive: true });`;
  const nothing = (/** @type {string[]} */ ...names) => names.map((name) => `export async function ${name}() {}`).join('\n');
  await writeFile(join(scripts, 'build', 'entries.mjs'), entries);
  await writeFile(join(scripts, 'build', 'mini-program.mjs'), nothing('buildMiniProgram'));
  await writeFile(join(scripts, 'build', 'types.mjs'), nothing('rollUpTypes'));
  await writeFile(join(scripts, 'build', 'sources.mjs'), 'export const beginBuild = () => () => {};');
  await writeFile(join(scripts, 'build', 'without-exports.mjs'), nothing('writeFolders'));
  await writeFile(join(scripts, 'build', 'wasm.mjs'), `${nothing('compileWasm')}\nexport const WITHOUT_CIPHER = '';`);
  await writeFile(join(scripts, 'licenses.mjs'), nothing('writeLicenses'));
  await writeFile(join(scripts, 'sbom.mjs'), nothing('writeSbom'));
  await writeFile(join(scripts, 'toolchain.mjs'), nothing('buildTools'));
  const large = join(copy, 'large');
  await mkdir(large);
  await copyWithLargeSlim(large);
  const built = (/** @type {string} */ made) =>
    spawnSync(process.execPath, [join(scripts, 'build.mjs')], { env: { ...process.env, MADE: made }, encoding: 'utf8' });
  const withinBudget = built(dist);
  assert.equal(withinBudget.status, 0, withinBudget.stdout + withinBudget.stderr);
  assert.match(withinBudget.stdout, /✓ measuring the sizes [^\n]*\n$/);
  assert.doesNotMatch(withinBudget.stdout, /larger/);
  const tooLarge = built(large);
  assert.equal(tooLarge.status, 0, tooLarge.stdout + tooLarge.stderr);
  assert.match(
    tooLarge.stdout,
    /▶ measuring the sizes\n[^▶]*larger than scripts\/size-budget\.json allows[^\n]*:\n {2}houcaller-coupons\/slim, JavaScript, minified: at most [\d,]+ bytes, found [\d,]+\n[^▶]*✓ measuring the sizes [^\n]*\n$/,
  );
});

test('a part without a budget exceeds it', async () => {
  const { 'houcaller-coupons/slim': slim } = budget;
  const over = overBudget(await measure(dist), { 'houcaller-coupons/slim': slim });
  assert.equal(over.length, 18);
});

test('an entry that inlines another module than the one in its folder is an error', async () => {
  for (const file of ['index.js', 'slim.js']) await copyFile(join(dist, file), join(copy, file));
  await writeFile(join(copy, 'houcaller_coupons_bg.wasm'), 'another');
  await assert.rejects(measure(copy), /^Error: dist\/index\.js: expected the module as text exactly once/);
});
