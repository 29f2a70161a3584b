// @ts-check
// The table of faults: each row is a fault and the outcome that the documentation promises for it. The same rows are run in Node,
// Chromium, Firefox and WebKitGTK.

/**
 * @typedef {'node' | 'chromium' | 'firefox' | 'webkit'} Host
 * @typedef {import('houcaller-coupons').Coupon} Coupon
 * @typedef {import('houcaller-coupons').CouponErrorKind} Kind
 *
 * The outcome that a row expects of its call.
 * @typedef {object} Outcome
 * @property {(published: Coupon[]) => Coupon[]} [coupons] what it resolves to
 * @property {ExpectedError} [error] what it rejects with
 * @property {true} [aborted] it rejects with the reason of the caller's signal, the identical value
 * @property {Count} [attempts] requests that the client sent; default 1
 * @property {number} [waits] how many waits between attempts were begun; default one less than the attempts
 * @property {Count} [requests] requests that reached the sandbox, preflights aside; default as many as attempts
 * @property {number} [withinMs] the longest time that the call may take; default `AT_ONCE_MS`
 *
 * @typedef {object} ExpectedError
 * @property {Kind} kind
 * @property {string} message
 * @property {number} [status]
 * @property {number} [code]
 * @property {boolean} [retryable] default false
 * @property {boolean} [cause] whether the host's exception is its cause; default false
 *
 * @typedef {number | [least: number, most: number]} Count
 *
 * @typedef {object} RowOnly
 * @property {string} name
 * @property {string} [fault] the fault that the sandbox is asked for; with `times` a `fault-id` is added
 * @property {'header' | 'url'} [by] where the request carries the fault; default the header
 * @property {true} [refused] the request goes to a port on which no server listens
 * @property {import('houcaller-coupons').MemberQuery} [query] default: the published member
 * @property {ConfigOf} [config]
 * @property {import('houcaller-coupons').RequestOptions} [options] in addition to `QUICK`
 * @property {{ afterMs?: number, reason: unknown }} [abort] by the caller; without `afterMs` before the call
 * @property {number} [atLeastMs] the shortest time that the call may take; default 0
 * @property {'same'} [again] the next call fails in the same way, because the configuration is wrong; default: it succeeds
 * @property {Partial<Record<Host, Outcome & { why: string }>>} [differs] the outcome in a host whose own behaviour changes it, and why
 *
 * `faulty` is true during the first call and false after it.
 * @typedef {(faulty: () => boolean) => Partial<import('houcaller-coupons').DirectConfig>} ConfigOf
 *
 * @typedef {Outcome & RowOnly} Row
 */

/** The options of every call. One retry after a short wait is enough to see which faults are retried. */
export const QUICK = { timeoutMs: 3_000, totalTimeoutMs: 6_000, retry: { limit: 1, minDelayMs: 1, maxDelayMs: 5 } };

/** The limit for a call that waits for nothing. It allows for a busy machine. */
const AT_ONCE_MS = 2_000;

export const PUBLISHED_MEMBER = 'K1H93QDKI00B7';
export const STRANGER = 'K0H99STRANGER';
export const WRONG_KEY = 'wRong!k3';

/**
 * @param {string} shown
 * @param {number} [status]
 * @returns {Outcome}
 */
const redirected = (shown, status) => ({
  error: { kind: 'http', message: `the CRM answered HTTP status ${shown}, a redirect, which is not followed`, status },
});

/** @param {Coupon[]} published */
const asPublished = (published) => published;

/**
 * The published coupons, but for some fields of one of them.
 *
 * @param {Record<string, unknown>} fields
 * @param {number} [index]
 */
const withFields =
  (fields, index = 0) =>
  (/** @type {Coupon[]} */ published) =>
    published.map((coupon, at) => (at === index ? { ...coupon, ...fields } : coupon));

/** @param {number} [status] if the headers did arrive */
const lost = (status) => ({
  error: {
    kind: /** @type {const} */ ('network'),
    message: 'no complete answer came from the CRM',
    status,
    retryable: true,
    cause: true,
  },
  attempts: 2,
});

/** @param {number} ms */
const late = (ms) => ({
  error: {
    kind: /** @type {const} */ ('timeout'),
    message: `no complete answer came within ${ms} ms`,
    retryable: true,
  },
});

/** @param {number} status */
const refusedBy = (status) => ({
  error: { kind: /** @type {const} */ ('http'), message: `the CRM answered HTTP status ${status}`, status },
});

/** @param {number} status */
const busy = (status) => ({ error: { ...refusedBy(status).error, retryable: true } });

/**
 * @param {number} code
 * @param {string} message
 */
const refusal = (code, message) => ({ error: { kind: /** @type {const} */ ('api'), message, code, status: 200 } });

/** @param {string} message */
const wrong = (message) => ({ error: { kind: /** @type {const} */ ('decode'), message, status: 200 } });

const REPEATS_A_RESET = 'the browser may repeat a request that was reset before any byte, so the sandbox receives more requests';
const REPEATS_408 = 'the browser takes 408 on a reused connection for an idle time-out, and repeats the request';
const ENDS_WITH_THE_CONNECTION = 'the browser takes the end of the connection for the end of a chunked body';
const NO_CORS = 'only browsers enforce CORS';

/** @type {Row[]} */
const connection = [
  {
    name: 'a reset before any byte',
    fault: 'reset',
    ...lost(),
    differs: {
      chromium: { requests: [2, 4], why: REPEATS_A_RESET },
      firefox: { requests: [2, 4], why: REPEATS_A_RESET },
    },
  },
  { name: 'a reset in the middle of the body', fault: 'reset-mid-body', ...lost(200) },
  { name: 'a body that ends half-way', fault: 'half-body', ...lost(200) },
  {
    name: 'a huge body that ends half-way',
    fault: 'huge, half-body',
    ...lost(200),
    withinMs: 6_000,
    // The first half contains the whole JSON text; the missing half is white space.
    differs: { webkit: { coupons: asPublished, attempts: 1, why: ENDS_WITH_THE_CONNECTION } },
  },
  {
    name: 'a reset of the first attempt only',
    fault: 'reset, times=1',
    coupons: asPublished,
    attempts: 2,
    differs: {
      chromium: { attempts: [1, 2], requests: 2, why: REPEATS_A_RESET },
      firefox: { attempts: [1, 2], requests: 2, why: REPEATS_A_RESET },
    },
  },
  { name: 'a server that does not listen', refused: true, ...lost(), requests: 0 },
  {
    name: 'an answer without CORS headers',
    fault: 'no-cors',
    ...lost(),
    differs: { node: { coupons: asPublished, attempts: 1, why: NO_CORS } },
  },
  {
    name: 'a preflight without CORS headers',
    fault: 'no-cors',
    by: 'url',
    ...lost(),
    requests: 0,
    differs: { node: { coupons: asPublished, attempts: 1, requests: 1, why: NO_CORS } },
  },
];

/** @type {Row[]} */
const time = [
  {
    name: 'an answer later than the time-out of each attempt',
    fault: 'delay=60000',
    options: { timeoutMs: 150 },
    ...late(150),
    attempts: 2,
    atLeastMs: 290,
    withinMs: 1_300,
  },
  {
    name: 'an answer later than the time for all attempts',
    fault: 'delay=60000',
    options: { totalTimeoutMs: 200 },
    ...late(200),
    atLeastMs: 190,
    withinMs: 1_200,
  },
  {
    name: 'attempts that take longer than the time for all attempts',
    fault: 'delay=60000',
    // A fourth attempt would begin after 1,200 ms. The third has 350 ms in which to begin, for a machine that is busy.
    options: { timeoutMs: 400, totalTimeoutMs: 1_150, retry: { limit: 9, minDelayMs: 0 } },
    ...late(1_150),
    attempts: 3,
    atLeastMs: 1_140,
    withinMs: 2_000,
  },
  {
    name: 'a body slower than the time-out',
    fault: 'slow-body=2000',
    options: { timeoutMs: 250 },
    ...late(250),
    attempts: 2,
    atLeastMs: 490,
    withinMs: 1_500,
  },
  {
    name: 'an answer that is late once',
    fault: 'delay=60000, times=1',
    options: { timeoutMs: 500 },
    coupons: asPublished,
    attempts: 2,
    atLeastMs: 490,
    withinMs: 1_500,
  },
  {
    name: 'a slow body within the time-out',
    fault: 'slow-body=300',
    coupons: asPublished,
    atLeastMs: 290,
    withinMs: 2_300,
  },
];

/** @type {Row[]} */
const status = [
  ...[400, 401, 403, 404].map((code) => ({ name: `HTTP ${code}`, fault: `status=${code}`, ...refusedBy(code) })),
  {
    name: 'HTTP 408',
    fault: 'status=408',
    ...busy(408),
    attempts: 2,
    differs: { chromium: { requests: [2, 4], why: REPEATS_408 } },
  },
  ...[425, 500, 502, 503, 504].map((code) => ({
    name: `HTTP ${code}`,
    fault: `status=${code}`,
    ...busy(code),
    attempts: 2,
  })),
  { name: 'HTTP 501', fault: 'status=501', ...refusedBy(501) },
  {
    name: 'HTTP 503 twice, and then the answer',
    fault: 'status=503, times=2',
    options: { retry: { limit: 2, minDelayMs: 1, maxDelayMs: 5 } },
    coupons: asPublished,
    attempts: 3,
  },
  { name: 'HTTP 502 with no further attempt allowed', fault: 'status=502', options: { retry: 0 }, ...busy(502) },
  {
    name: 'HTTP 503 with a page that takes 20 seconds',
    fault: 'status=503, slow-body=20000',
    options: { retry: 0 },
    ...busy(503),
    withinMs: 900,
    differs: {
      firefox: { withinMs: 2_500, why: 'the browser reports the headers with the first bytes of the body, here after a second' },
    },
  },
  { name: 'HTTP 204', fault: 'status=204', error: { kind: 'decode', message: 'the answer is not JSON', status: 204 } },
  { name: 'HTTP 201 with the answer', fault: 'status=201', coupons: asPublished },

  { name: '429 without Retry-After', fault: '429', ...busy(429), attempts: 2 },
  {
    name: '429 for a second',
    fault: '429=1, times=1',
    coupons: asPublished,
    attempts: 2,
    atLeastMs: 990,
    withinMs: 3_000,
  },
  {
    name: '429 until a date',
    fault: '429-date=1, times=1',
    coupons: asPublished,
    attempts: 2,
    atLeastMs: 900,
    withinMs: 4_000,
  },
  { name: '503 for zero seconds', fault: '503=0, times=1', coupons: asPublished, attempts: 2 },
  { name: '429 for an hour', fault: '429=3600', options: { totalTimeoutMs: Infinity }, ...busy(429) },
  { name: '429 until a date in an hour', fault: '429-date=3600', options: { totalTimeoutMs: Infinity }, ...busy(429) },
  {
    name: '429 for longer than maxRetryAfterMs',
    fault: '429=3',
    options: { retry: { ...QUICK.retry, maxRetryAfterMs: 2_000 } },
    ...busy(429),
  },
  {
    name: '503 for longer than totalTimeoutMs',
    fault: '503=3',
    options: { totalTimeoutMs: 1_500 },
    ...busy(503),
    withinMs: 1_500,
  },

  ...[301, 302, 303, 307, 308].map((status) => ({
    name: `a redirect by ${status}`,
    fault: `redirect=${status}`,
    ...redirected(`${status}`, status),
    differs: Object.fromEntries(
      /** @type {const} */ (['chromium', 'firefox', 'webkit']).map((host) => [host, { ...redirected('3xx'), why: 'a browser does not reveal the status' }]),
    ),
  })),
];

/** @type {Row[]} */
const bytes = [
  { name: 'a page of HTML', fault: 'html', ...wrong('the answer is not JSON') },
  { name: 'an empty body', fault: 'empty', ...wrong('the answer is not JSON') },
  { name: 'JSON that stops in the middle', fault: 'truncated-json', ...wrong('the answer is not JSON') },
  {
    name: 'bytes that are not UTF-8',
    fault: 'invalid-utf8',
    error: { ...wrong('the answer is not valid UTF-8').error, cause: true },
  },
  { name: 'a byte order mark', fault: 'bom', coupons: asPublished },
  {
    // Below the default of maxAnswerBytes, so the answer is accepted.
    name: '50 MB of answer and white space',
    fault: 'huge',
    options: { timeoutMs: 10_000, totalTimeoutMs: 10_000 },
    coupons: asPublished,
    withinMs: 10_000,
  },
];

/** @type {Row[]} */
const answer = [
  { name: 'null for an answer', fault: 'null', ...wrong('the answer: expected an object, found null') },
  { name: 'an array for an answer', fault: 'array', ...wrong('the answer: expected an object, found an array') },
  { name: 'msg spelt smg', fault: 'smg', coupons: asPublished },
  { name: 'a code', fault: 'code=40001', ...refusal(40001, '沙箱按请求返回的错误') },
  { name: 'a negative code', fault: 'code=-1', ...refusal(-1, '沙箱按请求返回的错误') },
  { name: 'a code with its reason in smg', fault: 'code=7, smg', ...refusal(7, '沙箱按请求返回的错误') },
  {
    name: 'a code that retry.codes lists',
    fault: 'code=40001',
    options: { retry: { ...QUICK.retry, codes: [40001] } },
    error: { ...refusal(40001, '沙箱按请求返回的错误').error, retryable: true },
    attempts: 2,
  },
  {
    name: 'a code that retry.codes lists, at the first attempt only',
    fault: 'code=40001, times=1',
    options: { retry: { ...QUICK.retry, codes: [40001] } },
    coupons: asPublished,
    attempts: 2,
  },
  { name: 'a code that is a string of digits', fault: 'code-string', coupons: asPublished },
  { name: 'no data', fault: 'no-data', ...wrong('data: expected an object, found undefined') },
  { name: 'null for a list', fault: 'list=null', ...wrong('data.list: expected an array, found null') },
  { name: 'an object for a list', fault: 'list=object', ...wrong('data.list: expected an array, found an object') },
  { name: 'a string for a list', fault: 'list=string', ...wrong('data.list: expected an array, found a string') },
  { name: 'null for a coupon', fault: 'null-coupon', ...wrong('data.list[0]: expected an object, found null') },

  ...['id', 'cpnCode', 'cpnName', 'begDate', 'endDate'].map((field) => ({
    name: `a coupon without ${field}`,
    fault: `drop=${field}`,
    ...wrong(`data.list[0].${field}: expected a string, found undefined`),
  })),
  {
    name: 'a coupon without status',
    fault: 'drop=status',
    ...wrong('data.list[0].status: expected a number, found undefined'),
  },
  {
    name: 'the last coupon without its code',
    fault: 'drop=cpnCode@7',
    ...wrong('data.list[7].cpnCode: expected a string, found undefined'),
  },
  ...['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl'].map((field) => ({
    name: `a coupon without ${field}`,
    fault: `drop=${field}`,
    coupons: withFields({ [field]: '' }),
  })),

  ...[
    { field: 'id', value: '17', found: 'a number' },
    { field: 'cpnCode', value: '7270000006699', found: 'a number' },
    { field: 'cpnName', value: '["7270000006699"]', found: 'an array' },
    { field: 'begDate', value: '{"day":1}', found: 'an object' },
    { field: 'endDate', value: 'true', found: 'a boolean' },
    { field: 'mmbid', value: '0', found: 'a number' },
    { field: 'picUrl', value: 'false', found: 'a boolean' },
  ].map(({ field, value, found }) => ({
    name: `${found} for ${field}`,
    fault: `set=${field}:${value}`,
    ...wrong(`data.list[0].${field}: expected a string, found ${found}`),
  })),
  {
    name: 'null for the code of the fourth coupon',
    fault: 'set=cpnCode@3:null',
    ...wrong('data.list[3].cpnCode: expected a string, found null'),
  },
  { name: 'null for a lenient field', fault: 'set=openid@2:null', coupons: withFields({ openid: '' }, 2) },
  { name: 'a numeric string for a status', fault: 'set=status:"2"', coupons: withFields({ status: 2 }) },
  {
    name: 'a word for a status',
    fault: 'set=status:"used"',
    ...wrong('data.list[0].status: expected a number, found a string'),
  },
  { name: 'an unknown status', fault: 'set=status:42', coupons: withFields({ status: 42 }) },
  {
    name: 'an unknown field',
    fault: 'set=new:{"x":[1,null]}',
    coupons: withFields({ new: { x: [1, null] } }),
  },
];

/** @type {Row[]} */
const caller = [
  {
    name: 'another key',
    config: () => ({ cipher: { key: WRONG_KEY } }),
    ...refusal(1007, '参数 param 缺失或解密失败'),
    again: 'same',
  },
  { name: 'another channel', config: () => ({ channel: 'hkl-other' }), ...refusal(1004, '渠道不存在'), again: 'same' },
  {
    name: 'a clock that is decades slow',
    config: (faulty) => ({ now: () => (faulty() ? 0 : Date.now()) }),
    ...refusal(1006, '时间戳已失效'),
  },
  {
    name: 'a clock that is a string',
    config: (faulty) => ({ now: () => (faulty() ? /** @type {any} */ ('noon') : Date.now()) }),
    error: {
      kind: 'config',
      message: 'now: expected a function that returns milliseconds since the epoch, found a string',
    },
    attempts: 0,
  },
  { name: 'an unknown member', query: { memberId: STRANGER }, ...refusal(1012, '会员不存在') },
  {
    name: 'two ids of different members',
    query: { memberId: PUBLISHED_MEMBER, platformId: 'oSandbox-nobody' },
    ...refusal(1011, '会员ID和平台ID不属于同一会员'),
  },
  {
    name: 'two blank ids',
    query: { memberId: ' \t', platformId: '' },
    error: {
      kind: 'input',
      message: 'query: expected memberId, platformId or both, found neither (empty or white space counts as absent)',
    },
    attempts: 0,
  },

  { name: 'an abort before the call', abort: { reason: new Error('left') }, aborted: true, attempts: 0 },
  {
    name: 'an abort before the first byte',
    fault: 'delay=60000',
    abort: { afterMs: 150, reason: 'left' },
    aborted: true,
    atLeastMs: 140,
    withinMs: 650,
  },
  {
    name: 'an abort in the middle of the body',
    fault: 'slow-body=2500',
    abort: { afterMs: 500, reason: new DOMException('left', 'AbortError') },
    aborted: true,
    atLeastMs: 490,
    withinMs: 1_000,
  },
  {
    name: 'an abort in the wait between two attempts',
    fault: '503=5',
    abort: { afterMs: 300, reason: undefined },
    aborted: true,
    waits: 1,
    atLeastMs: 290,
    withinMs: 800,
  },
];

/** @type {Row[]} */
export const table = [...connection, ...time, ...status, ...bytes, ...answer, ...caller];

/**
 * The outcome that a row expects in one host.
 *
 * @param {Row} row
 * @param {Host} host
 */
export function expected(row, host) {
  const { coupons, error, aborted, ...rest } = row;
  const differs = row.differs?.[host];
  const end = differs?.coupons || differs?.error || differs?.aborted ? {} : { coupons, error, aborted };
  const { attempts = 1, withinMs = AT_ONCE_MS, atLeastMs = 0, ...more } = { ...rest, ...end, ...differs };
  return { attempts, withinMs, atLeastMs, ...more };
}
