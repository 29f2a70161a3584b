// @ts-check
// The log that the gateway writes to the console if it is given none.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gatewayOf } from './in-process.js';
import { logLines } from './log-lines.js';

const NEVER = () => /** @type {Promise<boolean>} */ (new Promise(() => undefined));
const MEMBERS = Array.from({ length: 20 }, (_, index) => `MEMBER${String(index).padStart(6, '0')}`);

/** @param {import('node:test').TestContext} t @param {(text: string) => void} [print] */
function printed(t, print = () => undefined) {
  const { mock } = t.mock.method(console, 'log', print);
  return { calls: () => mock.callCount(), lines: () => logLines(mock.calls.map(({ arguments: [text] }) => text).join('\n')) };
}

test('a request alone is logged before it is answered', async (t) => {
  const { lines, calls } = printed(t);
  const { ask } = gatewayOf({ log: undefined });
  await ask();
  assert.equal(calls(), 1);
  await ask();
  assert.equal(calls(), 2);
  assert.deepEqual(
    lines().map(({ route, status, outcome }) => [route, status, outcome]),
    Array(2).fill(['listCpnItemByMember', 200, 'answered']),
  );
});

test('requests at once are logged in one line each, by few writes', async (t) => {
  const { lines, calls } = printed(t);
  const { ask } = gatewayOf({ log: undefined, hashKey: 'sixteen characters' });
  await Promise.all(MEMBERS.map((member) => ask(member)));
  assert.equal(lines().length, MEMBERS.length);
  assert.equal(new Set(lines().map(({ member }) => member)).size, MEMBERS.length);
  assert.equal(new Set(lines().map(({ requestId }) => requestId)).size, MEMBERS.length);
  assert.ok(calls() <= MEMBERS.length / 2, `${calls()} writes`);
});

test('a console that throws fails no request and ends no process', async (t) => {
  const { calls } = printed(t, () => {
    throw new Error('no console');
  });
  const { ask, gateway } = gatewayOf({ log: undefined, metrics: NEVER });
  assert.equal((await ask()).status, 200);
  assert.equal(calls(), 1);
  // While this one waits, lines are not written at once.
  gateway(new Request('http://gateway.invalid/coupons/metrics'));
  assert.equal((await ask()).status, 200);
  await setImmediate();
  assert.equal(calls(), 2);
});

test('lines that wait are written when the process exits', async () => {
  const program = `
    import { createGateway } from 'houcaller-coupons/gateway';
    const options = { baseUrl: 'http://crm.invalid', channel: 'c', cipher: { key: '12345678' }, authorize: () => null };
    const gateway = createGateway({ ...options, metrics: () => new Promise(() => undefined) });
    const get = (path) => gateway(new Request('http://gateway.invalid/coupons' + path));
    get('/metrics');
    await Promise.all([get('/healthz'), get('/healthz')]);
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  assert.deepEqual(
    logLines(stdout).map(({ route }) => route),
    ['healthz', 'healthz'],
  );
});
