// @ts-check
// Importing the package does nothing: on a server, in a worker, in a page, in a host that has nothing yet.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, exec } from './packed.js';

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

/** @type {Record<string, string[]>} The globals that each entry makes. */
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
  test(`${file} needs nothing to be imported, changes nothing, and leaves alone what is there`, async () => {
    const { bare, beside } = await realms(join(dist, file));
    const nothing = { made, touched: [] };
    assert.deepEqual({ ...bare, exported: bare.exported.sort() }, { exported: NAMES, ...nothing });
    assert.deepEqual({ ...beside, exported: beside.exported.sort() }, { exported: NAMES, ...nothing });
  });

}

// What imports a compiled module is for runtimes that compile it, and a classic script is nothing to import.
for (const file of ['index.js', 'index.cjs', 'node.js', 'node.cjs', 'slim.js']) {
  test(`${file}, imported on Node, leaves nothing running`, async () => {
    const program = `
      const state = () => [...process.eventNames(), ...Reflect.ownKeys(globalThis)].map(String);
      const before = state();
      import(process.argv[1]).then((all) => console.log(JSON.stringify(['listCoupons' in all, state().filter((name) => !before.includes(name))])));`;
    // That it ends by itself is a part of it.
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
  'a use of one': "export const a = new TextDecoder('utf-8');",
  'a change of the language': 'Array.prototype.last = 1;',
  'a text run as code': "export const a = eval('1');",
})) {
  test(`the realms notice ${what}`, async () => {
    const file = join(folder, 'entry.js');
    await writeFile(file, source);
    await assert.rejects(realms(file));
  });
}

test('the realms notice a look for a global of the host', async () => {
  const file = join(folder, 'entry.js');
  await writeFile(file, "export const a = typeof document === 'undefined';");
  assert.deepEqual((await realms(file)).beside.touched, ['document']);
});

test('the realms notice a new global', async () => {
  const file = join(folder, 'entry.js');
  await writeFile(file, 'globalThis.left = 1;');
  assert.deepEqual((await realms(file)).bare.made, ['left']);
});
