// @ts-check
// Fuzzes the client with mutated answers: each gives the right list or a correct error. SEED=<number> repeats a run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { inspect } from 'node:util';
import init, { CouponError } from 'houcaller-coupons';
import { mutateBytes, randomBytes } from './bytes.js';
import { Random } from '../../support/random.js';
import { isCoupon, judge, same } from './rules.js';
import { QUERY, servedClient } from './served.js';
import { mutateStructure } from './structure.js';
import { treeOf, write } from './tree.js';

const ANSWERS = 100_000;
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));

const published = readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url));
const answer = JSON.parse(published.toString());

before(() => init());

/** @param {Random} random */
function anyAnswer(random) {
  if (random.chance(0.01)) return randomBytes(random);
  if (random.chance(0.05)) return repeat(mutateBytes, published, random, 3);
  const list = answer.data.list.slice(0, random.chance(0.2) ? 8 : random.below(4));
  const tree = treeOf({ ...answer, data: { list } });
  const structural = random.chance(0.7);
  for (let left = structural ? 1 + random.below(3) : random.below(2); left > 0; left -= 1) mutateStructure(tree, random);
  const bytes = Buffer.from(write(tree, random.pick(['', '', ' ', '\n\t'])));
  return structural ? bytes : repeat(mutateBytes, bytes, random, 3);
}

/**
 * @param {typeof mutateBytes} mutate
 * @param {Uint8Array} bytes
 * @param {Random} random
 * @param {number} most
 */
function repeat(mutate, bytes, random, most) {
  let mutated = bytes;
  for (let left = 1 + random.below(most); left > 0; left -= 1) mutated = mutate(mutated, random);
  return mutated;
}

/**
 * Throws unless the outcome follows from the answer by the rules.
 *
 * @param {Uint8Array} bytes
 * @param {unknown} outcome a list, or the thrown value
 * @returns {'list' | 'api' | 'decode'}
 */
function check(bytes, outcome) {
  const verdict = judge(bytes);
  if (Array.isArray(outcome)) {
    assert.ok(outcome.every(isCoupon), 'a coupon does not match the types');
    assert.equal(verdict.kind, 'list');
    assert.ok(verdict.kind === 'list' && same(outcome, verdict.list), 'the list is not the one that was sent');
    return 'list';
  }
  if (!(outcome instanceof CouponError)) throw new Error('neither a list nor a CouponError', { cause: outcome });
  assert.deepEqual([outcome.name, outcome.status, outcome.attempts, outcome.retryable], ['CouponError', 200, 1, false]);
  if (verdict.kind === 'api') {
    assert.equal(outcome.kind, 'api');
    assert.ok(Object.is(outcome.code, verdict.code), `code ${outcome.code}`);
    assert.ok(verdict.messages.includes(outcome.message), outcome.message);
    return 'api';
  }
  assert.deepEqual([outcome.kind, outcome.code], ['decode', undefined]);
  const truths = verdict.kind === 'decode' ? verdict.messages : verdict.either;
  assert.ok(truths?.has(outcome.message), `a wrong error: ${outcome.message}`);
  return 'decode';
}

test(`${ANSWERS} random and mutated answers`, async (t) => {
  const { client, serve } = servedClient();
  const outcomes = { list: 0, api: 0, decode: 0 };
  const places = new Set();
  for (let turn = 0; turn < ANSWERS; turn += 1) {
    const bytes = anyAnswer(new Random(SEED, turn));
    serve(bytes);
    const outcome = await client.listCoupons(QUERY).catch((/** @type {unknown} */ error) => error);
    try {
      outcomes[check(bytes, outcome)] += 1;
    } catch (error) {
      const shown = inspect(Buffer.from(bytes).toString(), { maxStringLength: 4_000, breakLength: Infinity });
      throw new Error(`SEED=${SEED}, answer ${turn}: ${shown}`, { cause: error });
    }
    if (outcome instanceof CouponError && outcome.kind === 'decode') places.add(outcome.message.replace(/\d+/, ''));
  }
  t.diagnostic(`SEED=${SEED}: ${JSON.stringify(outcomes)}, ${places.size} different decode errors`);
  // Otherwise the mutations change too little or too much for a useful test.
  assert.ok(outcomes.list > 15_000 && outcomes.api > 2_000 && outcomes.decode > 30_000 && places.size > 60, inspect(outcomes));
});

const DEEP = 100_000;
const [deepArray, deepObject] = [nest('[', ']'), nest('{"list":', '}', 'null')];
const coupon = JSON.stringify(answer.data.list[0]).slice(0, -1);

/**
 * @param {string} open
 * @param {string} close
 * @param {string} [inside]
 */
function nest(open, close, inside = '') {
  return open.repeat(DEEP) + inside + close.repeat(DEEP);
}

for (const [where, text, expected] of /** @type {const} */ ([
  ['as an unknown field of a coupon', `{"code":0,"data":{"list":[${coupon},"future":${deepArray}}]}}`, 'decode'],
  ['as an unknown field of a coupon, in objects', `{"code":0,"data":{"list":[${coupon},"future":${deepObject}}]}}`, 'decode'],
  ['beside the list', `{"code":0,"more":${deepObject},"data":{"more":${deepArray},"list":[${coupon}}]}}`, 'decode'],
  ['as the answer', deepArray, 'decode'],
  ['as the code', `{"code":${deepArray}}`, 'decode'],
  ['as the data', `{"code":0,"data":${deepObject}}`, 'decode'],
  ['as the list', `{"code":0,"data":{"list":${deepArray}}}`, 'decode'],
  ['as the status', `{"code":0,"data":{"list":[${coupon},"status":${deepObject}}]}}`, 'decode'],
  ['as a lenient field', `{"code":0,"data":{"list":[${coupon},"picUrl":${deepArray}}]}}`, 'decode'],
  ['as the message', `{"code":1,"msg":${deepObject},"smg":"会员不存在"}`, 'decode'],
  ['without closing brackets', '['.repeat(DEEP), 'decode'],
  ['without closing braces', '{"data":'.repeat(DEEP), 'decode'],
])) {
  test(`nested ${DEEP} deep ${where}`, async () => {
    const { client, serve } = servedClient();
    const bytes = Buffer.from(text);
    serve(bytes);
    assert.equal(check(bytes, await client.listCoupons(QUERY).catch((error) => error)), expected);
  });
}

test('10,000 coupons are returned unchanged, and the error names an invalid one at the end', async () => {
  const { client, serve } = servedClient();
  const coupons = Array.from({ length: 10_000 }, (_, index) => ({ ...answer.data.list[index % 8], id: `K${index}` }));
  const bytes = Buffer.from(JSON.stringify({ ...answer, data: { list: coupons } }));
  serve(bytes);
  const list = await client.listCoupons(QUERY);
  assert.equal(list.length, 10_000);
  assert.equal(check(bytes, list), 'list');

  coupons[9_999].cpnCode = null;
  serve(Buffer.from(JSON.stringify({ ...answer, data: { list: coupons } })));
  await assert.rejects(client.listCoupons(QUERY), {
    kind: 'decode',
    message: 'data.list[9999].cpnCode: expected a string, found null',
  });
});

test('a status written as text is read as a number, up to the largest safe integer', async () => {
  const { client, serve } = servedClient();
  for (const status of [0, 2, -1, 2 ** 31 - 1, 2 ** 31, 3_000_000_000, Number.MAX_SAFE_INTEGER]) {
    const list = [{ ...answer.data.list[0], status: String(status) }];
    serve(Buffer.from(JSON.stringify({ ...answer, data: { list } })));
    assert.equal((await client.listCoupons(QUERY))[0].status, status);
  }
  serve(Buffer.from(JSON.stringify({ ...answer, data: { list: [{ ...answer.data.list[0], status: '-0' }] } })));
  assert.ok(Object.is((await client.listCoupons(QUERY))[0].status, -0));
});

test('a field inherited from __proto__ counts as absent', async () => {
  const { client, serve } = servedClient();
  const { cpnCode, ...rest } = answer.data.list[0];
  const text = JSON.stringify(rest).replace('{', `{"__proto__":{"cpnCode":"${cpnCode}"},`);
  serve(Buffer.from(`{"code":0,"data":{"list":[${text}]}}`));
  await assert.rejects(client.listCoupons(QUERY), {
    message: 'data.list[0].cpnCode: expected a string, found undefined',
  });
  serve(Buffer.from(`{"__proto__":{"code":0},"data":{"list":[]}}`));
  await assert.rejects(client.listCoupons(QUERY), { message: 'code: expected a number, found undefined' });
});
