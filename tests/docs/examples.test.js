// @ts-check
// Every example in the documentation compiles, runs, and gives what its comments say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as houcaller from 'houcaller-coupons';
import { createGateway } from 'houcaller-coupons/gateway';
import { mistakes } from './compile.js';
import { asModule, asReporting } from './example.js';
import { exported } from './exported.js';
import { isOutcome, isPrinted } from './outcome.js';
import { readmeSamples } from './readme-samples.js';
import { setting } from './setting.js';

const names = [...exported(), ...exported('gateway')];
const samples = await readmeSamples();
const examples = [...names.flatMap(({ name, examples }) => examples.map((source) => ({ title: name, source }))), ...samples];
const topLevel = { client: topLevelOf('index'), gateway: topLevelOf('gateway') };

/** @type {Awaited<ReturnType<typeof setting>>} */
let place;

before(async () => {
  place = await setting();
});
after(() => place.close());

test('the README has samples', () => {
  assert.ok(samples.length > 2);
});

test('each compiles under the strictest settings', () => {
  const found = mistakes(new Map(examples.map((example, at) => [`${example.title} (${at})`, asModule(example, topLevel)])));
  assert.equal(found.size, examples.length);
  for (const [title, messages] of found) assert.deepEqual(messages, [], title);
});

test('one that would not compile is found', () => {
  const wrong = { title: 'wrong', source: "import { encryptParam } from 'houcaller-coupons';\nencryptParam({}, { kye: key });\nlistCoupons({});" };
  const messages = mistakes(new Map([['wrong', asModule(wrong, topLevel)]])).get('wrong') ?? [];
  assert.equal(messages.length, 2, messages.join('\n'));
  assert.match(messages.join('\n'), /'kye' does not exist[^]*Cannot find name 'listCoupons'/);
});

for (const example of examples) {
  test(`${example.title}: its example gives what it says`, async () => {
    for (const { comment, given } of await unlikeStated(example)) assert.fail(`it says: ${comment}\nit gives: ${given}`);
  });
}

test('every function states what its example gives', () => {
  const functions = names.filter(({ name, callable }) => callable && !name.includes('.'));
  assert.ok(functions.length > 0);
  for (const { name, examples } of functions) {
    assert.ok(examples.some((source) => asReporting({ title: name, source }).stated.length), name);
  }
});

test('an outcome other than the one stated is found, and so is one that never comes', async () => {
  const wrong = [
    "isCouponCode('7270000006699'); // false",
    'const { usable } = usability(coupon); // { usable: true }',
    'console.log(1); // 2',
    "if (key === '') console.log(1); // 1",
    "buildEnvelope({ memberId: 'a' }, config); // { param, channel }",
  ];
  for (const source of wrong) assert.equal((await unlikeStated({ title: 'wrong', source })).length, 1, source);
});

/** @param {'index' | 'gateway'} entry */
function topLevelOf(entry) {
  return exported(entry).flatMap(({ name }) => (name.includes('.') ? [] : name));
}

/**
 * Runs an example. Of what is printed or given several times, the first counts.
 *
 * @param {import('./example.js').Example} example
 * @returns {Promise<Array<{ comment: string, given: string }>>} What came out other than stated.
 */
async function unlikeStated(example) {
  const { code, stated } = asReporting(example);
  /** @type {Map<number, unknown>} */
  const given = new Map();
  const says = (/** @type {number} */ at, /** @type {unknown} */ value) => {
    if (!given.has(at)) given.set(at, value);
    return value;
  };
  const prints = (/** @type {number} */ at) => (/** @type {unknown[]} */ ...values) => void says(at, values.join(' '));
  const quiet = { log() {}, warn() {} };
  const { default: _, ...exports } = houcaller;
  const scope = { ...exports, createGateway, ...place.atHand, console: quiet, says, prints };
  const run = Function(...Object.keys(scope), `return async () => { ${code}\n };`)(...Object.values(scope));
  await run();
  return stated.flatMap(({ comment, printed }, at) => {
    if (!given.has(at)) return { comment, given: 'nothing' };
    const value = given.get(at);
    const right = printed ? isPrinted(comment, String(value)) : isOutcome(comment, value);
    return right ? [] : { comment, given: JSON.stringify(value) };
  });
}
