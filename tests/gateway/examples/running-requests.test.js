// @ts-check
// Cutting off the calls to the CRM that are not complete when the Node gateway ends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runningRequests } from '../../../examples/node-gateway/src/running-requests.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Answers `/quick` at once, `/half` with half of its body, and everything else never. */
const crm = createServer((request, response) => {
  if (request.url === '/quick') response.end('whole');
  if (request.url === '/half') response.writeHead(200, { 'content-length': 8 }).write('half');
});
/** @type {string} */
let url;
before(async () => {
  await once(crm.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (crm.address()).port}`;
});
after(() => {
  crm.closeAllConnections();
  crm.close();
});

/** Starts the calls of one turn in a single task, like the queue of the WebAssembly module. */
function queue() {
  /** @type {Array<() => void>} */
  const waiting = [];
  return (/** @type {() => Promise<string>} */ call) =>
    new Promise((resolve, reject) => {
      waiting.push(() => call().then(resolve, reject));
      if (waiting.length === 1) queueMicrotask(() => waiting.splice(0).forEach((start) => start()));
    });
}

for (const path of ['/silent', '/half']) {
  test(`a call to ${path} is cut off, also if it started together with that of a request that has ended`, async () => {
    const running = runningRequests();
    const enqueue = queue();
    // The client holds the controller of its call until it has read the answer.
    const calls = /** @type {Set<AbortController>} */ (new Set());
    const answer = running.tracked(async (request) => {
      const call = new AbortController();
      calls.add(call);
      const text = await enqueue(async () => (await running.fetch(request.url, { signal: call.signal })).text());
      calls.delete(call);
      return new Response(String(text));
    });
    const [quick, slow] = ['/quick', path].map((path) => answer(new Request(url + path)));
    const cut = assert.rejects(async () => slow, { name: 'AbortError' });
    assert.equal(await (await quick)?.text(), 'whole');
    await pause(100);
    collectGarbage();
    await pause(100);
    const began = performance.now();
    await running.end(5_000);
    assert.ok(performance.now() - began < 1_000);
    await cut;
    assert.equal(calls.size, 1);
    await assert.rejects(running.fetch(`${url}/quick`), { name: 'AbortError' });
  });
}

test("the caller's signal aborts a call", async () => {
  const running = runningRequests();
  const reason = new Error('too late');
  const controller = new AbortController();
  const call = assert.rejects(running.fetch(`${url}/silent`, { signal: controller.signal }), reason);
  controller.abort(reason);
  await call;
  await assert.rejects(running.fetch(`${url}/quick`, { signal: controller.signal }), reason);
});
