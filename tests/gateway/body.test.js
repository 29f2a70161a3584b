// @ts-check
// Bodies of requests that did not come over HTTP, so that their length may be wrong and their streams may do anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wait } from './fixture.js';
import { gatewayOf } from './in-process.js';

const QUERY = '{"memberId":"K1H93QDKI00B7"}';
const MAX_BYTES = 4_096;

/** @param {BodyInit} body @param {Record<string, string>} [headers] */
const requestOf = (body, headers) =>
  new Request(
    'http://gateway.invalid/coupons/listCpnItemByMember',
    /** @type {RequestInit} */ ({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, duplex: 'half' }),
  );

/** A body that never ends. @param {number} bytes of each chunk @param {number} [ms] between chunks */
function endless(bytes, ms) {
  const counts = { pulls: 0, cancels: 0 };
  const stream = new ReadableStream({
    async pull(controller) {
      counts.pulls += 1;
      if (ms !== undefined) await wait(ms);
      // After the cancellation no chunk is accepted.
      if (counts.cancels === 0) controller.enqueue(new Uint8Array(bytes).fill(0x20));
    },
    cancel() {
      counts.cancels += 1;
    },
  });
  return { counts, stream };
}

test('the size of a body is limited whatever content-length says', async () => {
  for (const [length, expected] of [
    [MAX_BYTES, 200],
    [MAX_BYTES + 1, 413],
    [5_000, 413],
  ]) {
    for (const announced of [undefined, '10', 'unknown']) {
      const { gateway, lines } = gatewayOf({});
      const { status } = await gateway(requestOf(QUERY.padEnd(length), announced === undefined ? {} : { 'content-length': announced }));
      assert.deepEqual(
        [status, lines[0]?.outcome],
        [expected, expected === 413 ? 'body of more than 4 KB' : 'answered'],
        `${length} bytes, content-length ${announced}`,
      );
    }
  }
});

test('a body that was read before the gateway is an error of the application, not of the caller', async () => {
  const { gateway, lines } = gatewayOf({});
  for (const length of [undefined, String(QUERY.length)]) {
    const request = requestOf(QUERY, length === undefined ? {} : { 'content-length': length });
    await request.text();
    assert.equal((await gateway(request)).status, 500);
    const { outcome, failure } = lines.pop() ?? {};
    assert.deepEqual([outcome, failure], ['the gateway is set up wrongly', 'body: already read before the gateway was called']);
  }
});

test('a body that never ends is refused when it is too large, and cancelled', async () => {
  const { gateway } = gatewayOf({});
  const { counts, stream } = endless(1_000);
  assert.equal((await gateway(requestOf(stream))).status, 413);
  assert.equal(counts.cancels, 1);
  assert.ok(counts.pulls < 20, `${counts.pulls} chunks`);
});

test('a body that never ends, in chunks of one byte, is refused after the time-out, cancelled, and read no further', { timeout: 10_000 }, async () => {
  const { gateway } = gatewayOf({ bodyTimeoutMs: 200 });
  const { counts, stream } = endless(1, 5);
  assert.equal((await gateway(requestOf(stream))).status, 408);
  assert.equal(counts.cancels, 1);
  await wait(50);
  const { pulls } = counts;
  await wait(100);
  assert.deepEqual(counts, { pulls, cancels: 1 });
});

test('a body whose stream fails while it is read, or when it is cancelled, is refused, without an unhandled rejection', async (t) => {
  const unhandled = t.mock.fn();
  process.on('unhandledRejection', unhandled);
  t.after(() => process.off('unhandledRejection', unhandled));
  const failing = new ReadableStream({
    pull: () => {
      throw new Error('K1H93QDKI00B7');
    },
  });
  const notCancellable = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(MAX_BYTES + 1)),
    cancel: () => {
      throw new Error('K1H93QDKI00B7');
    },
  });
  for (const [stream, expected] of /** @type {[ReadableStream, number][]} */ ([
    [failing, 400],
    [notCancellable, 413],
  ])) {
    assert.equal((await gatewayOf({}).gateway(requestOf(stream))).status, expected);
  }
  // Node reports unhandled rejections after the microtasks of a turn of the event loop.
  await wait(1);
  assert.equal(unhandled.mock.callCount(), 0);
});
