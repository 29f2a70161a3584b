// @ts-check
// Calls of the package to the sandbox, which decrypts with OpenSSL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import init, { CouponClient, CouponError, listCoupons } from 'houcaller-coupons';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { startSandbox } from '../../sandbox/server.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;

before(async () => {
  sandbox = await startSandbox();
  await init();
});
after(() => sandbox.close());

/** @param {Record<string, string>} [headers] */
function config(headers = {}) {
  return { baseUrl: `${sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY }, headers };
}

test('lists the published coupons, by member id and by platform id', async () => {
  const client = new CouponClient(config());
  const platformId = published.data.list[0]?.openid ?? '';
  assert.deepEqual(await client.listCoupons({ memberId: 'K1H93QDKI00B7' }), published.data.list);
  assert.deepEqual(await client.listCoupons({ platformId }), published.data.list);
  assert.deepEqual(await client.listCoupons({ memberId: 'K1H93QDKI00B7', platformId }), published.data.list);
});

test('lists the coupons of every member of the sandbox', async () => {
  const client = new CouponClient(config());
  /** @type {{ memberId: string, coupons: number }[]} */
  const members = await (await fetch(`${sandbox.url}/sandbox/members`)).json();
  const counts = [];
  for (const { memberId } of members) counts.push((await client.listCoupons({ memberId })).length);
  assert.deepEqual(
    counts,
    members.map((member) => member.coupons),
  );
  assert.ok(counts.includes(0) && counts.includes(10_000));
});

test('a query without an id sends nothing', async () => {
  const before = sandbox.log.length;
  for (const query of [{}, { memberId: '' }, { memberId: ' \t\n\u3000', platformId: '' }, { platformId: '   ' }]) {
    await assert.rejects(listCoupons(query, config()), { name: 'CouponError', kind: 'input', attempts: 0 });
  }
  assert.equal(sandbox.log.length, before);
});

test('a refusal of the CRM is an api error with its code and message', async () => {
  for (const change of [{ channel: 'other' }, { cipher: { key: 'another1' } }, { now: () => 0 }]) {
    await assert.rejects(listCoupons({ memberId: 'K1H93QDKI00B7' }, { ...config(), ...change }), (error) => {
      assert.ok(error instanceof CouponError);
      assert.equal(error.kind, 'api');
      assert.ok(error.code);
      assert.match(error.message, /\p{Script=Han}/u);
      return true;
    });
  }
});

test('a key that differs only in the parity bit of a byte is the same key, because DES ignores it', async () => {
  const key = SANDBOX_KEY.slice(0, 7) + String.fromCharCode(SANDBOX_KEY.charCodeAt(7) ^ 1);
  assert.notEqual(key, SANDBOX_KEY);
  assert.equal((await listCoupons({ memberId: 'K1H93QDKI00B7' }, { ...config(), cipher: { key } })).length, 8);
});

for (const [fault, kind] of /** @type {const} */ ([
  ['html', 'decode'],
  ['empty', 'decode'],
  ['truncated-json', 'decode'],
  ['invalid-utf8', 'decode'],
  ['null-coupon', 'decode'],
  ['list=null', 'decode'],
  ['drop=cpnCode', 'decode'],
  ['reset', 'network'],
  ['half-body', 'network'],
  ['status=503', 'http'],
  ['429=1', 'http'],
])) {
  test(`the fault ${fault} is a ${kind} error, and the next call works`, async () => {
    await assert.rejects(listCoupons({ memberId: 'K1H93QDKI00B7' }, config({ 'x-sandbox-fault': fault })), { name: 'CouponError', kind });
    assert.equal((await listCoupons({ memberId: 'K1H93QDKI00B7' }, config())).length, 8);
  });
}

test('no error contains the key or the ids', async () => {
  const { inspect } = await import('node:util');
  const memberId = 'K1H93QDKI00B7';
  const shown = [];
  for (const headers of [{ 'x-sandbox-fault': 'html' }, { 'x-sandbox-fault': 'reset' }, { 'x-sandbox-fault': 'drop=id' }]) {
    await listCoupons({ memberId }, config(headers)).catch((error) => shown.push(inspect(error, { depth: 9, showHidden: true })));
  }
  await listCoupons({ memberId: 'K0-not-there' }, config()).catch((error) => shown.push(inspect(error, { depth: 9, showHidden: true })));
  shown.push(inspect(new CouponClient(config()), { depth: 9, showHidden: true }));
  assert.equal(shown.length, 5);
  for (const text of shown) {
    for (const secret of [SANDBOX_KEY, memberId, 'K0-not-there', 'oEv-It']) assert.ok(!text.includes(secret), text);
  }
});
