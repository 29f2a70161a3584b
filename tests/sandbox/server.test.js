// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { startSandbox } from '../../sandbox/server.js';
import { envelope, post, PUBLISHED_MEMBER } from './support.js';

const { Request: EngineRequest, Response: EngineResponse } = globalThis;

const body = () => envelope({ memberId: PUBLISHED_MEMBER });

test('it listens on 127.0.0.1 only, on a free port', async (t) => {
  const [one, other] = await Promise.all([startSandbox(), startSandbox()]);
  t.after(() => Promise.all([one.close(), other.close()]));
  assert.match(one.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.notEqual(one.url, other.url);
  const { port } = new URL(one.url);
  // On Linux, the whole network 127.0.0.0/8 is this machine. A link-local address would need its interface.
  const others = process.platform === 'linux' ? ['127.0.0.2'] : [];
  for (const { address } of Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])) {
    if (address !== '127.0.0.1' && !address.startsWith('fe80:')) others.push(address);
  }
  for (const host of others) {
    const socket = connect(Number(port), host);
    t.after(() => socket.destroy());
    await assert.rejects(once(socket, 'connect'), { code: 'ECONNREFUSED' }, host);
  }
  assert.ok(others.length > 0);
});

test('a port in use is an error', async () => {
  const sandbox = await startSandbox();
  await assert.rejects(startSandbox({ port: Number(new URL(sandbox.url).port) }), { code: 'EADDRINUSE' });
  await sandbox.close();
});

test('a key that is too short is an error', async () => {
  await assert.rejects(startSandbox({ key: 'short' }), RangeError);
});

for (const fault of ['delay=60000', 'slow-body=60000']) {
  test(`close ends open connections at once: ${fault}`, async () => {
    const sandbox = await startSandbox();
    const reading = post(sandbox.url, body(), { search: `?fault=${fault}` }).then((response) => response.text());
    const refused = assert.rejects(reading, TypeError);
    const idle = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    idle.on('error', () => undefined);
    await once(idle, 'connect');
    while (sandbox.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    const started = performance.now();
    await sandbox.close();
    await refused;
    if (!idle.closed) await once(idle, 'close');
    assert.ok(performance.now() - started < 1000);
    await assert.rejects(post(sandbox.url, body()), TypeError);
  });
}

test('close can be called twice', async () => {
  const sandbox = await startSandbox();
  await sandbox.close();
  await sandbox.close();
});

test('it does not replace the globals Request and Response', async () => {
  const sandbox = await startSandbox();
  await sandbox.close();
  assert.equal(globalThis.Request, EngineRequest);
  assert.equal(globalThis.Response, EngineResponse);
});
