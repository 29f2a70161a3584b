// @ts-check
// Compares the outcome of one row in a host with the outcome that the table expects.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { startSandbox } from '../../../sandbox/server.js';
import { expected } from './table.js';

/**
 * @typedef {object} Host runs the rows
 * @property {(row: import('./table.js').Row) => Promise<HostReport>} run
 * @property {() => Promise<ReturnType<typeof import('./run-row.js').describeEnd>>} again
 * @property {() => Promise<string[]>} rejections the unhandled rejections so far
 *
 * @typedef {ReturnType<typeof import('./run-row.js').describeRun>} HostReport
 */

/** How long the sandbox may take to notice that the client closed a connection. */
const HANG_UP_MS = 1_000;

/** @type {{ data: { list: import('houcaller-coupons').Coupon[] } }} */
const { data } = JSON.parse(readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8'));
export const published = data.list;

/**
 * A sandbox, and an address on which no server listens.
 *
 * @param {import('../../../sandbox/app.js').SandboxOptions} [options]
 */
export async function startSetting(options = {}) {
  const { key = SANDBOX_KEY, channel = SANDBOX_CHANNEL } = options;
  const sandbox = await startSandbox(options);
  const refusingUrl = await unusedUrl();
  return { sandbox, setting: { url: sandbox.url, refusingUrl, key, channel } };
}

async function unusedUrl() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/**
 * Runs a row in a host, then calls again with the same client, and checks both outcomes.
 *
 * @param {import('./table.js').Row} row
 * @param {import('./table.js').Host} name
 * @param {Host} host
 * @param {import('../../../sandbox/server.js').RunningSandbox} sandbox
 */
export async function checkRow(row, name, host, sandbox) {
  const wanted = expected(row, name);
  sandbox.log.length = 0;
  const report = await host.run(row);

  if (wanted.coupons) assert.deepEqual(report.coupons, wanted.coupons(published), report.json);
  if (wanted.error) checkError(report, wanted.error);
  assert.equal(report.aborted, wanted.aborted ?? false, report.thrown);

  const shown = (/** @type {string} */ name) => report.views.filter(({ hook }) => hook === name).map(({ view }) => view);
  const sent = shown('onRequest');
  assertCount(sent.length, wanted.attempts, 'attempts');
  assert.deepEqual(
    sent.map(({ attempt }) => attempt),
    sent.map((_, index) => index + 1),
  );
  if (report.error) assert.equal(report.error.attempts, sent.length);
  assert.equal(shown('onRetry').length, wanted.waits ?? Math.max(0, sent.length - 1), 'waits');

  assert.ok(report.ms <= wanted.withinMs, `took ${report.ms} ms, more than ${wanted.withinMs}`);
  assert.ok(report.ms >= wanted.atLeastMs, `took ${report.ms} ms, less than ${wanted.atLeastMs}`);
  assert.equal(report.timers, 0, 'timers left');
  assert.equal(report.listeners, 0, 'listeners left on the signal');
  const requests = sandbox.log.filter(({ method }) => method !== 'OPTIONS');
  assertCount(requests.length, wanted.requests ?? wanted.attempts, 'requests that reached the sandbox');
  await assertIdle(sandbox);

  const next = await host.again();
  if (wanted.again === 'same') assert.deepEqual(next.error, report.error);
  else assert.deepEqual(next.coupons, published, next.json);
  assert.deepEqual(await host.rejections(), []);
}

/**
 * @param {HostReport} report
 * @param {import('./table.js').ExpectedError} wanted
 */
function checkError(report, wanted) {
  assert.ok(report.error, `no CouponError, but ${report.coupons ? 'coupons' : report.thrown}`);
  // JSON drops the undefined fields of a page's report, so they are read one by one.
  const { kind, message, status, code, retryable, cause: hasCause, attempts } = report.error;
  const defaults = { status: undefined, code: undefined, retryable: false, cause: false };
  assert.deepEqual({ kind, message, status, code, retryable, cause: hasCause }, { ...defaults, ...wanted });
  assert.ok(report.isError);
  assert.equal(report.name, 'CouponError');
  const { cause, ...fields } = JSON.parse(report.json);
  assert.equal(typeof cause, hasCause ? 'string' : 'undefined');
  const { cause: _cause, ...documented } = { retryable: false, ...wanted };
  assert.deepEqual(fields, JSON.parse(JSON.stringify({ name: 'CouponError', ...documented, attempts })));
}

/**
 * @param {number} found
 * @param {import('./table.js').Count} wanted
 * @param {string} what
 */
function assertCount(found, wanted, what) {
  const [least, most] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
  assert.ok(found >= least && found <= most, `${what}: ${found}, expected ${least} to ${most}`);
}

/**
 * Checks that the client closed the connection of each request that it gave up: the sandbox answers none any more.
 *
 * @param {import('../../../sandbox/server.js').RunningSandbox} sandbox
 */
async function assertIdle({ log }) {
  const until = performance.now() + HANG_UP_MS;
  while (log.some(({ ms }) => ms === null)) {
    assert.ok(performance.now() < until, 'a request is still open');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
