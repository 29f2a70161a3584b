// @ts-check
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import budget from '../../scripts/size-budget.json' with { type: 'json' };
import { overBudget, measure } from '../../scripts/size.mjs';
import { dist, root } from './packed.js';

/** @type {string} */
let copy;
before(async () => {
  copy = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
});
after(() => rm(copy, { recursive: true, force: true }));

test('the package is as small as its budget has it', async () => {
  assert.deepEqual(overBudget(await measure(dist), budget), []);
});

test('the figures are those of gzip itself, but for a fiftieth that its implementations differ by', async () => {
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
const WEIGHED = [...SCRIPTS, 'houcaller_coupons_bg.wasm'];

/**
 * As dist/ is, but for a /slim that is too heavy.
 *
 * @param {string} folder
 */
async function makeHeavy(folder) {
  for (const file of WEIGHED) await copyFile(join(dist, file), join(folder, file));
  // Too many different characters to be compressed away.
  const more = Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(33 + ((at * at * 7919) % 89))).join('');
  await writeFile(join(folder, 'slim.js'), `${await readFile(join(dist, 'slim.js'), 'utf8')}//${more}`);
}

test('more than the budget is noticed, in either part', async () => {
  await makeHeavy(copy);
  const over = overBudget(await measure(copy), budget);
  assert.ok(over.some((line) => line.startsWith('houcaller-coupons/slim, JavaScript, minified: ')), over.join('\n'));
  assert.ok(over.some((line) => line.startsWith('houcaller-coupons/slim, in all, minified: ')), over.join('\n'));
  assert.ok(over.every((line) => line.startsWith('houcaller-coupons/slim, ')), over.join('\n'));
});

test('there are two percent of room over what was measured, and no more', async () => {
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

test('the build ends with what is too heavy, and does not fail for it', async () => {
  const scripts = join(copy, 'scripts');
  await cp(join(root, 'scripts'), scripts, { recursive: true });
  // What takes minutes, or is of no weight; what is made is copied into dist/ from the folder that the environment names.
  const entries = `import { cp } from 'node:fs/promises';\nexport const bundleEntries = (dist) => cp(process.env.MADE, dist, { recursive: true });`;
  const nothing = (/** @type {string[]} */ ...names) => names.map((name) => `export async function ${name}() {}`).join('\n');
  await writeFile(join(scripts, 'build', 'entries.mjs'), entries);
  await writeFile(join(scripts, 'build', 'mini-program.mjs'), nothing('buildMiniProgram'));
  await writeFile(join(scripts, 'build', 'types.mjs'), nothing('rollUpTypes'));
  await writeFile(join(scripts, 'build', 'without-exports.mjs'), nothing('writeFolders'));
  await writeFile(join(scripts, 'build', 'wasm.mjs'), `${nothing('compileWasm')}\nexport const WITHOUT_CIPHER = '';`);
  await writeFile(join(scripts, 'licenses.mjs'), nothing('writeLicenses'));
  await writeFile(join(scripts, 'sbom.mjs'), nothing('writeSbom'));
  await writeFile(join(scripts, 'toolchain.mjs'), nothing('buildTools'));
  const heavy = join(copy, 'heavy');
  await mkdir(heavy);
  await makeHeavy(heavy);
  const built = (/** @type {string} */ made) =>
    spawnSync(process.execPath, [join(scripts, 'build.mjs')], { env: { ...process.env, MADE: made }, encoding: 'utf8' });
  const light = built(dist);
  assert.equal(light.status, 0, light.stdout + light.stderr);
  assert.match(light.stdout, /✓ measuring the sizes [^\n]*\n$/);
  assert.doesNotMatch(light.stdout, /larger/);
  const tooHeavy = built(heavy);
  assert.equal(tooHeavy.status, 0, tooHeavy.stdout + tooHeavy.stderr);
  assert.match(
    tooHeavy.stdout,
    /▶ measuring the sizes\n[^▶]*larger than scripts\/size-budget\.json allows[^\n]*:\n  houcaller-coupons\/slim, JavaScript, minified: at most [\d,]+ bytes, found [\d,]+\n[^▶]*✓ measuring the sizes [^\n]*\n$/,
  );
});

test('a part without a budget is over it', async () => {
  const { 'houcaller-coupons/slim': slim } = budget;
  const over = overBudget(await measure(dist), { 'houcaller-coupons/slim': slim });
  assert.equal(over.length, 18);
});

test('an entry whose module is not the one beside it is not weighed', async () => {
  for (const file of ['index.js', 'slim.js']) await copyFile(join(dist, file), join(copy, file));
  await writeFile(join(copy, 'houcaller_coupons_bg.wasm'), 'another');
  await assert.rejects(measure(copy), /^Error: dist\/index\.js: expected the module in hex once/);
});
