// @ts-check
// Importing the package has no side effects, on any host.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, exec } from '../support/packed.js';

const NAMES = [
  'CouponClient',
  'CouponError',
  'CouponStatus',
  'buildEnvelope',
  'decryptParam',
  'default',
  'encryptParam',
  'identifyCipher',
  'init',
  'isCouponCode',
  'listCoupons',
  'usability',
];

/** @type {Record<string, string[]>} the globals that each entry creates */
const ENTRIES = {
  'index.js': [],
  'index.cjs': [],
  'node.js': [],
  'node.cjs': [],
  'slim.js': [],
  'workerd.js': [],
  'edge-light.js': [],
  'houcaller-coupons.iife.js': ['HouCallerCoupons'],
};

/** @param {string} file */
async function realms(file) {
  const { stdout } = await exec(process.execPath, ['--no-warnings', '--experimental-vm-modules', join(import.meta.dirname, 'bare-realm.mjs'), file]);
  return JSON.parse(stdout);
}

for (const [file, made] of Object.entries(ENTRIES)) {
  test(`importing ${file} needs no host, changes no built-in and reads no host global`, async () => {
    const { bare, withHost } = await realms(join(dist, file));
    const nothing = { made, touched: [] };
    assert.deepEqual({ ...bare, exported: bare.exported.sort() }, { exported: NAMES, ...nothing });
    assert.deepEqual({ ...withHost, exported: withHost.exported.sort() }, { exported: NAMES, ...nothing });
  });
}

// Without the entries that import a compiled module, which Node does not support, and the classic script.
for (const file of ['index.js', 'index.cjs', 'node.js', 'node.cjs', 'slim.js']) {
  test(`importing ${file} in Node starts nothing`, async () => {
    const program = `
      const state = () => [...process.eventNames(), ...Reflect.ownKeys(globalThis)].map(String);
      const before = state();
      import(process.argv[1]).then((all) => console.log(JSON.stringify(['listCoupons' in all, state().filter((name) => !before.includes(name))])));`;
    // The program must also end by itself.
    const { stdout, stderr } = await exec(process.execPath, ['--eval', program, join(dist, file)], { timeout: 30_000 });
    assert.deepEqual(JSON.parse(stdout), [true, []]);
    assert.equal(stderr, '');
  });
}

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
});
after(() => rm(folder, { recursive: true, force: true }));

for (const [what, source] of Object.entries({
  'a use of a host global': "export const a = new TextDecoder('utf-8');",
  'a change of the language': 'Array.prototype.last = 1;',
  'a text run as code': "export const a = eval('1');",
})) {
  test(`the realms notice ${what}`, async () => {
    const file = join(folder, 'entry.js');
    await writeFile(file, source);
    await assert.rejects(realms(file));
  });
}

test('the realms notice a typeof of a host global', async () => {
  const file = join(folder, 'entry.js');
  await writeFile(file, "export const a = typeof document === 'undefined';");
  assert.deepEqual((await realms(file)).withHost.touched, ['document']);
});

test('the realms notice a new global', async () => {
  const file = join(folder, 'entry.js');
  await writeFile(file, 'globalThis.left = 1;');
  assert.deepEqual((await realms(file)).bare.made, ['left']);
});
