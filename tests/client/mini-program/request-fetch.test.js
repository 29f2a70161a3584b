// @ts-check
// The adapter from a host's `request` to `fetch`: the options that it passes, and failures that no server can cause.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { openFixtures } from './fixtures.js';
import { myRequest, ttRequest, wxRequest } from '../../support/mini-program/request-hosts.js';

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

test('an abort and a time-out end the call alone where the abort of the host throws', async () => {
  const uncaught = (/** @type {unknown} */ thrown) => uncaughtOnes.push(thrown);
  /** @type {unknown[]} */
  const uncaughtOnes = [];
  process.on('uncaughtException', uncaught);
  try {
    const abort = () => {
      throw new Error('not now');
    };
    const request = () => (setTimeout(() => leaving.abort()), { abort });
    const { AbortController, listCoupons } = fixtures.codePackage.start({ wx: { request } }).entry();
    let leaving = new AbortController();
    assert.equal((await thrownBy(listCoupons(QUERY, config(), { signal: leaving.signal }))).name, 'AbortError');
    leaving = new AbortController();
    assert.equal((await thrownBy(listCoupons(QUERY, { ...config(), timeoutMs: 30 }))).kind, 'timeout');
    await sleep(20);
    assert.deepEqual(uncaughtOnes, []);
  } finally {
    process.off('uncaughtException', uncaught);
  }
});

test('a signal that is aborted already sends no request, and a call that has ended listens to its signal no more', async () => {
  let listeners = 0;
  const signal = { aborted: false, reason: 'left', addEventListener: () => (listeners += 1), removeEventListener: () => (listeners -= 1) };
  let requests = 0;
  const { requestFetch } = fixtures.codePackage.start().entry();
  const fetch = requestFetch((/** @type {any} */ { success }) => ((requests += 1), success({ statusCode: 200, header: {}, data: '{}' })));
  assert.equal((await fetch('http://127.0.0.1/', { method: 'POST', signal })).status, 200);
  assert.deepEqual([requests, listeners], [1, 0]);
  const failing = requestFetch((/** @type {any} */ { fail }) => fail({ errMsg: 'request:fail' }));
  assert.equal((await thrownBy(failing('http://127.0.0.1/', { method: 'POST', signal }))).message, 'request:fail');
  assert.deepEqual([requests, listeners], [1, 0]);
  signal.aborted = true;
  assert.equal(await thrownBy(fetch('http://127.0.0.1/', { method: 'POST', signal })), 'left');
  assert.deepEqual([requests, listeners], [1, 0]);
});

// The `request` of Taro and uni-app with interceptors: a promise of the task or of the answer, which may reject before anything is sent.
describe('a request that returns a promise', () => {
  test('of nothing but a rejection is a network error at once', async () => {
    const { listCoupons, requestFetch } = fixtures.codePackage.start().entry();
    const fetch = requestFetch(() => Promise.reject(new Error('not logged in')));
    const error = await thrownBy(listCoupons(QUERY, { ...config(), fetch, timeoutMs: 5_000 }));
    assert.deepEqual([error.kind, error.cause.message], ['network', 'not logged in']);
  });

  test('of the answer alone gives this answer', async () => {
    const { listCoupons, requestFetch } = fixtures.codePackage.start().entry();
    const request = wxRequest();
    const fetch = requestFetch((/** @type {any} */ options) => new Promise((success, fail) => void request({ ...options, success, fail })));
    assert.equal((await listCoupons(QUERY, { ...config(), fetch, timeoutMs: 5_000 })).length, 8);
  });

  test('of the task aborts this task, and sees a redirect', async () => {
    const { AbortController, listCoupons, requestFetch } = fixtures.codePackage.start().entry();
    const request = wxRequest();
    let aborts = 0;
    /** @type {Function | undefined} */
    let asked;
    const fetch = requestFetch(async (/** @type {any} */ options) => {
      const { abort, ...task } = request(options);
      asked?.();
      return { ...task, abort: () => ((aborts += 1), abort()) };
    });
    const redirected = await thrownBy(listCoupons(QUERY, { ...config({ 'x-sandbox-fault': 'redirect=302' }), fetch, timeoutMs: 5_000 }));
    assert.deepEqual([redirected.kind, redirected.status], ['http', 302]);
    const leaving = new AbortController();
    asked = () => leaving.abort();
    const left = await thrownBy(listCoupons(QUERY, { ...config({ 'x-sandbox-fault': 'delay=5000' }), fetch }, { signal: leaving.signal }));
    assert.deepEqual([left.name, aborts], ['AbortError', 1]);
  });
});

test('Douyin, which refuses a time-out of more than a minute, gets none from requestFetch', async () => {
  const { listCoupons, requestFetch } = fixtures.codePackage.start({ wx: undefined, tt: { request: ttRequest() } }).entry();
  assert.equal((await listCoupons(QUERY, { ...config(), fetch: requestFetch(ttRequest()) })).length, 8);
});

test("a message of the host is cut, and a gateway's problem document is read although WeChat passes its headers first", async () => {
  const failing = (/** @type {any} */ { fail }) => void setTimeout(fail, 0, { errMsg: 'x'.repeat(201) });
  const { listCoupons } = fixtures.codePackage.start({ wx: { request: failing } }).entry();
  assert.equal((await thrownBy(listCoupons(QUERY, config()))).cause.message.length, 200);
  const header = { 'Content-Type': 'application/problem+json' };
  const answer = { statusCode: 502, header, data: '{"title":"no usable answer from the CRM","status":502,"kind":"decode"}' };
  /** @type {Function | undefined} */
  let passHeaders;
  const request = (/** @type {any} */ { success }) => {
    setTimeout(() => (passHeaders?.({ statusCode: 502, header }), success(answer)));
    return { onHeadersReceived: (/** @type {Function} */ listener) => (passHeaders = listener) };
  };
  const realm = fixtures.codePackage.start({ wx: { request } }).entry();
  await realm.init();
  const error = await thrownBy(new realm.CouponClient({ gatewayUrl: 'https://shop.example/coupons', retry: 0 }).listCoupons(QUERY));
  assert.deepEqual([error.kind, error.status], ['decode', 502]);
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
