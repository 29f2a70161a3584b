// @ts-check
// The functions of the host that the gateway calls: `log`, `waitUntil` and `metrics`. Whatever they do, no request fails, no
// rejection stays unhandled, and nothing is disclosed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { gatewayOf, until } from './in-process.js';

const failing = async () => new Response('', { status: 500 });
const query = () =>
  new Request('http://gateway.invalid/coupons/listCpnItemByMember', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"memberId":"K1H93QDKI00B7"}',
  });

for (const [title, log] of /** @type {[string, () => any][]} */ ([
  [
    'throws',
    () => {
      throw new Error('no log');
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('no log');
    },
  ],
])) {
  test(`a log that ${title} fails no request and leaves no unhandled rejection`, async (t) => {
    // With a listener, Node does not end the process.
    const unhandled = t.mock.fn();
    process.on('unhandledRejection', unhandled);
    t.after(() => process.off('unhandledRejection', unhandled));
    const { ask } = gatewayOf({ log });
    assert.equal((await ask()).status, 200);
    // Node reports unhandled rejections after the microtasks of a turn of the event loop.
    await setImmediate();
    assert.equal(unhandled.mock.callCount(), 0);
  });
}

test('the call is given to waitUntil, because requests that joined it need it after its caller has disconnected', async () => {
  /** @type {(() => void)[]} */
  const held = [];
  const { gateway } = gatewayOf({ fetch: () => new Promise((resolve) => held.push(() => resolve(Response.json(published)))) });
  /** @type {Promise<unknown>[]} */
  const kept = [];
  const answer = gateway(query(), undefined, { waitUntil: (promise) => void kept.push(promise) });
  await until(() => held.length > 0);
  let settled = false;
  void kept[0]?.then(() => (settled = true));
  await setImmediate();
  assert.deepEqual([kept.length, settled], [1, false]);
  held[0]?.();
  assert.equal((await answer).status, 200);
  await kept[0];
});

test('the promise that waitUntil gets resolves if the call fails, so that the host does not report it', async () => {
  const { gateway } = gatewayOf({ fetch: failing });
  /** @type {Promise<unknown>[]} */
  const kept = [];
  const { status } = await gateway(query(), undefined, { waitUntil: (promise) => void kept.push(promise) });
  assert.deepEqual([status, kept.length], [502, 1]);
  await kept[0];
});

for (const [given, expected] of /** @type {[unknown, number][]} */ ([
  [true, 200],
  [false, 403],
  [undefined, 403],
  [{}, 403],
  [1, 403],
  ['true', 403],
])) {
  test(`if metrics resolves to ${JSON.stringify(given) ?? 'undefined'}, the status is ${expected}`, async () => {
    const { gateway } = gatewayOf({ metrics: async () => /** @type {any} */ (given) });
    const answer = await gateway(new Request('http://gateway.invalid/coupons/metrics'));
    assert.deepEqual([answer.status, (await answer.text()).includes('houcaller_gateway_')], [expected, expected === 200]);
  });
}
