// @ts-check
// The adapter from a host's `request` to `fetch`: the options that it passes, and failures that no server can cause.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { openFixtures } from './fixtures.js';
import { myRequest, wxRequest } from '../../support/mini-program/request-hosts.js';

const QUERY = { memberId: 'K1H93QDKI00B7' };

const fixtures = openFixtures();

const config = (headers = {}) => ({
  baseUrl: `${fixtures.sandbox.url}/htest/openapi/v1`,
  channel: SANDBOX_CHANNEL,
  cipher: { key: SANDBOX_KEY },
  dangerouslyAllowBrowser: true,
  retry: 0,
  headers,
});

/**
 * The reason with which a call rejects.
 *
 * @param {Promise<unknown>} call
 * @returns {Promise<any>}
 */
const thrownBy = (call) =>
  call.then(
    () => assert.fail('it did not reject'),
    (thrown) => thrown,
  );

test("the request is a POST of JSON that asks for bytes, with a longer time-out than the client's", async () => {
  /** @type {any[]} */
  const asked = [];
  const request = wxRequest();
  const { listCoupons } = fixtures.codePackage.start({ wx: { request: (/** @type {any} */ options) => (asked.push(options), request(options)) } }).entry();
  await listCoupons(QUERY, config({ authorization: 'Bearer of the test' }));
  const [{ url, method, header, data, responseType, dataType, timeout }] = asked;
  assert.equal(url, `${fixtures.sandbox.url}/htest/openapi/v1/listCpnItemByMember`);
  assert.equal(method, 'POST');
  assert.deepEqual({ ...header }, { 'content-type': 'application/json', authorization: 'Bearer of the test' });
  assert.deepEqual(Object.keys(JSON.parse(data)), ['param', 'channel', 'timestamp']);
  assert.equal(responseType, 'arraybuffer');
  assert.notEqual(dataType, 'json');
  assert.ok(timeout > 60_000);
});

test("a domain that is not allowed is a network error whose cause has the host's message", async () => {
  const { listCoupons } = fixtures.codePackage.start({ wx: { request: wxRequest({ legalDomains: ['crm.example.com'] }) } }).entry();
  const error = await thrownBy(listCoupons(QUERY, config()));
  assert.equal(error.kind, 'network');
  assert.equal(error.cause.message, 'request:fail url not in domain list');
  assert.equal(fixtures.sandbox.log.filter(({ method }) => method === 'POST').length, 1);
});

test("a time-out of the host is a network error whose cause has the host's message", async () => {
  const { listCoupons, requestFetch } = fixtures.codePackage.start().entry();
  const error = await thrownBy(listCoupons(QUERY, { ...config({ 'x-sandbox-fault': 'delay=60000' }), fetch: requestFetch(wxRequest(), 100) }));
  assert.equal(error.kind, 'network');
  assert.equal(error.cause.message, 'request:fail timeout');
});

test('a failure of Alipay without a status is a network error', async () => {
  const { listCoupons } = fixtures.codePackage.start({ wx: undefined, my: { request: myRequest({ tellsStatus: false }) } }).entry();
  const error = await thrownBy(listCoupons(QUERY, config({ 'x-sandbox-fault': 'status=403' })));
  assert.equal(error.kind, 'network');
  assert.equal(error.cause.message, 'http status error');
});

for (const [what, request] of /** @type {[string, () => unknown][]} */ ([
  [
    'throws',
    () => {
      throw new Error('out of order');
    },
  ],
  [
    'throws a string',
    () => {
      throw 'out of order';
    },
  ],
])) {
  test(`a request that ${what} is a network error`, async () => {
    const { listCoupons } = fixtures.codePackage.start({ wx: { request } }).entry();
    const error = await thrownBy(listCoupons(QUERY, config()));
    assert.equal(error.kind, 'network');
    assert.equal(error.cause.message, 'out of order');
  });
}

for (const [what, task] of /** @type {[string, unknown][]} */ ([
  ['no task', undefined],
  ['a task that cannot be aborted', {}],
])) {
  test(`a request that returns ${what} can still be aborted`, async () => {
    const request = () => (setTimeout(() => leaving.abort()), task);
    const { AbortController, listCoupons } = fixtures.codePackage.start({ wx: { request } }).entry();
    const leaving = new AbortController();
    const error = await thrownBy(listCoupons(QUERY, config(), { signal: leaving.signal }));
    assert.equal(error.name, 'AbortError');
  });
}

for (const [what, end] of /** @type {[string, (options: any) => void][]} */ ([
  ['fails without saying why', ({ fail }) => fail()],
  ['fails with null', ({ fail }) => fail(null)],
  ['succeeds without an answer', ({ success }) => success()],
  ['succeeds without a status', ({ success }) => success({ data: '' })],
])) {
  test(`a host that ${what} gives a network error at once`, async () => {
    const { listCoupons, requestFetch } = fixtures.codePackage.start().entry();
    const request = (/** @type {any} */ options) => void setTimeout(end, 1, options);
    const error = await thrownBy(listCoupons(QUERY, { ...config(), fetch: requestFetch(request), timeoutMs: 5_000 }));
    assert.equal(error.kind, 'network');
    assert.equal(error.cause.message, 'the host gave no reason');
  });
}

test('an abort and a time-out abort the request in the host', async () => {
  let aborts = 0;
  let asked = () => {};
  const request = () => (asked(), { abort: () => (aborts += 1) });
  const { AbortController, listCoupons } = fixtures.codePackage.start({ wx: { request } }).entry();
  const leaving = new AbortController();
  const reason = { left: true };
  asked = () => setTimeout(() => leaving.abort(reason));
  assert.equal(await thrownBy(listCoupons(QUERY, config(), { signal: leaving.signal })), reason);
  assert.equal(aborts, 1);
  asked = () => {};
  assert.equal((await thrownBy(listCoupons(QUERY, { ...config(), timeoutMs: 30 }))).kind, 'timeout');
  assert.equal(aborts, 2);
});

for (const [what, data, kind] of /** @type {[string, unknown, string | undefined][]} */ ([
  ['text', '{"msg":"","code":0,"data":{"list":[]}}', undefined],
  ['text in Chinese', '{"msg":"渠道不存在","code":1004}', 'api'],
  ['a typed array', new TextEncoder().encode('{"msg":"","code":0,"data":{"list":[]}}'), undefined],
  ['nothing', undefined, 'decode'],
  ['an object', { msg: '', code: 0, data: { list: [] } }, 'network'],
])) {
  test(`a host that passes ${what} instead of an ArrayBuffer`, async () => {
    const wx = { request: (/** @type {any} */ { success }) => void setTimeout(success, 0, { statusCode: 200, header: {}, data }) };
    const { listCoupons } = fixtures.codePackage.start({ wx }).entry();
    const call = listCoupons(QUERY, config());
    if (kind === undefined) assert.equal((await call).length, 0);
    else assert.equal((await thrownBy(call)).kind, kind);
  });
}

test("the entry's AbortController behaves like the standard one", async () => {
  const { AbortController } = fixtures.codePackage.start().entry();
  /** @type {unknown[]} */
  const events = [];
  const caller = new AbortController();
  const { signal } = caller;
  const removed = () => events.push('removed');
  signal.addEventListener('abort', removed);
  signal.removeEventListener('abort', removed);
  signal.addEventListener('abort', { handleEvent: ({ type }) => events.push(type) });
  const twice = () => events.push('function');
  signal.addEventListener('abort', twice);
  signal.addEventListener('abort', twice);
  /** @type {any} */ (signal).onabort = () => events.push('onabort');
  assert.deepEqual([signal.aborted, signal.reason], [false, undefined]);
  signal.throwIfAborted();
  caller.abort('left');
  caller.abort('again');
  assert.deepEqual(events.sort(), ['abort', 'function', 'onabort']);
  assert.deepEqual([signal.aborted, signal.reason], [true, 'left']);
  assert.throws(
    () => signal.throwIfAborted(),
    (thrown) => thrown === 'left',
  );
  const unnamed = new AbortController();
  unnamed.abort();
  assert.equal(unnamed.signal.reason.name, 'AbortError');
});

test('no error contains the key or the id', async () => {
  const { inspect } = await import('node:util');
  const { listCoupons } = fixtures.codePackage.start().entry();
  for (const fault of ['reset', 'html', 'status=503', 'invalid-utf8', 'code=40001']) {
    const error = await thrownBy(listCoupons(QUERY, config({ 'x-sandbox-fault': fault })));
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    for (const secret of [SANDBOX_KEY, QUERY.memberId]) assert.ok(!shown.includes(secret), fault);
  }
});
