// @ts-check
// Tests the counters of tests/support/faults/watch.js: if they counted nothing, every row of the table would pass.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { wait, watchListeners, watchTimers } from '../../support/faults/watch.js';

test('a timer counts until it has run or was cleared', async () => {
  const left = watchTimers();
  const timers = [1, 60_000, 60_000].map((ms) => setTimeout(() => {}, ms));
  assert.equal(left(), 3);
  await wait(20);
  assert.equal(left(), 2);
  timers.forEach(clearTimeout);
  assert.equal(left(), 0);
});

test("the timers of Node's own fetch do not count", async (t) => {
  const server = createServer((_request, response) => void response.end());
  t.after(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const left = watchTimers();
  // Node starts a timer that limits the wait for the headers, and one that closes an idle keep-alive connection.
  await fetch(`http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`);
  assert.equal(left(), 0);
});

test('a listener counts until the same function is removed', () => {
  const { signal } = new AbortController();
  const left = watchListeners(signal);
  const [one, other] = [() => {}, () => {}];
  signal.addEventListener('abort', one);
  signal.addEventListener('abort', one);
  signal.addEventListener('abort', other, { once: true });
  assert.equal(left(), 2);
  signal.removeEventListener('abort', () => {});
  assert.equal(left(), 2);
  signal.removeEventListener('abort', one);
  signal.removeEventListener('abort', other, true);
  assert.equal(left(), 1);
});

// In a process of its own, because the test runner fails a test that leaves an unhandled rejection.
test('an unhandled rejection is collected', () => {
  const script = `
    import { wait, watchRejections } from '${new URL('../../support/faults/watch.js', import.meta.url)}';
    const seen = watchRejections();
    Promise.reject(new Error('handled')).catch(() => {});
    Promise.reject(new Error('neglected'));
    await wait(5);
    console.log(JSON.stringify(seen));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(stdout), ['Error: neglected']);
});
