// @ts-check
// The memory of a run over many members is bounded, and the lookup of duplicates does not get slower.
// tests/client/soak/ runs a million members.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import init from 'houcaller-coupons';
import { createCrm } from './crm.js';
import { queries } from './queries.js';

setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collect = runInNewContext('gc');

// How many queries a run remembers to leave out duplicates.
const REMEMBERED = 100_000;
const MEMBERS = 160_000;
const STEP = 20_000;
const MOST_GROWTH = 4_000_000;

before(() => init());

async function heap() {
  for (let times = 0; times < 3; times += 1) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

test(`${MEMBERS} members: the heap does not grow after ${REMEMBERED}`, async (t) => {
  const body = new TextEncoder().encode('{"code":0,"data":{"list":[]}}');
  const client = createCrm().client({ fetch: async () => new Response(body) });
  let taken = 0;
  const heaps = [];
  for await (const { coupons } of client.listCouponsOfMembers(queries(MEMBERS))) {
    assert.equal(coupons?.length, 0);
    taken += 1;
    if (taken % STEP === 0) heaps.push(await heap());
  }
  assert.equal(taken, MEMBERS);
  const full = heaps[REMEMBERED / STEP - 1];
  const grown = heaps[heaps.length - 1] - full;
  t.diagnostic(`after each ${STEP}: ${heaps.map((bytes) => (bytes / 1e6).toFixed(2)).join(' ')} MB`);
  assert.ok(grown < MOST_GROWTH, `it grew by ${grown} bytes`);
});

/** @returns {Promise<typeof import('../../../js/many-members/bounded-set.js').BoundedSet>} */
async function loadBoundedSet() {
  const entry = fileURLToPath(new URL('../../../js/many-members/bounded-set.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], format: 'esm', write: false });
  return (await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`)).BoundedSet;
}

test('a bounded set keeps the texts that were added last, and no others', async () => {
  const BoundedSet = await loadBoundedSet();
  const texts = new BoundedSet(3);
  const seen = (/** @type {string} */ letters) => Array.from(letters, (letter) => texts.hasOrAdd(letter));
  assert.deepEqual(seen('abcabc'), [false, false, false, true, true, true]);
  // `d` evicts `a`, then `a` evicts `b`, and so on.
  assert.deepEqual(seen('dabcd'), [false, false, false, false, false]);
  assert.deepEqual(seen('dcbad'), [true, true, true, false, true]);
});

test('adding a text takes no longer when it evicts the oldest', async (t) => {
  const BoundedSet = await loadBoundedSet();
  const texts = new BoundedSet(REMEMBERED);
  const times = [];
  for (let round = 0; round < 4; round += 1) {
    const began = performance.now();
    for (let index = 0; index < REMEMBERED; index += 1) texts.hasOrAdd(`${round} ${index}`);
    times.push(performance.now() - began);
  }
  t.diagnostic(`ms for each ${REMEMBERED}: ${times.map(Math.round).join(' ')}`);
  assert.ok(times[3] < 10 * times[0], `the first ${REMEMBERED} took ${times[0]} ms, the last ${times[3]} ms`);
});
