// @ts-check
// Errors of the application (in `authorize`, rate limiters, `metrics` and options), and of the CRM while its key changes.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { createGateway, Unavailable } from 'houcaller-coupons/gateway';
import { desEcb } from '../../sandbox/decrypt.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { gatewayOf } from './in-process.js';

/** @typedef {import('./in-process.js').Options} Options */

/** An error of the CommonJS entry, which has a class of its own. */
const OTHER_BUNDLE = new (createRequire(import.meta.url)('houcaller-coupons/gateway').Unavailable)('the store of K1H93QDKI00B7', { retryAfter: 3 });
const NEVER = () => new Promise(() => undefined);
test('an invalid coupon makes the whole answer invalid, unless onInvalidCoupon is skip', async () => {
  const [coupon] = published.data.list;
  const fetch = async () => Response.json({ code: 0, data: { list: [coupon, { ...coupon, endDate: null }] } });
  assert.equal((await gatewayOf({ fetch }).ask()).status, 502);
  const { status, body } = await gatewayOf({ fetch, onInvalidCoupon: 'skip' }).ask();
  assert.deepEqual([status, body.data.list], [200, [coupon]]);
  assert.throws(() => gatewayOf({ onInvalidCoupon: /** @type {any} */ ('ignore') }), {
    name: 'CouponError',
    kind: 'config',
    message: /^onInvalidCoupon: expected /,
  });
});

const UNKNOWN_MEMBER = { msg: '会员不存在', code: 1012 };
const CANNOT_DECRYPT = { msg: '解密失败', code: 1007 };

test('a rate limiter that never settles is refused after the time-out', { timeout: 5_000 }, async () => {
  const { ask, lines } = gatewayOf({ rateLimiter: { consume: NEVER }, hashKey: 'sixteen characters', authorizeTimeoutMs: 100 });
  assert.equal((await ask()).status, 503);
  assert.equal(lines[0]?.outcome, 'rate limit unknown');
});

test('a metrics permission that never settles is refused after the time-out', { timeout: 5_000 }, async () => {
  const { gateway } = gatewayOf({ metrics: /** @type {any} */ (NEVER), authorizeTimeoutMs: 100 });
  assert.equal((await gateway(new Request('http://gateway.invalid/coupons/metrics'))).status, 403);
});

for (const caller of ['', undefined, null, 7]) {
  test(`the caller ${JSON.stringify(caller) ?? 'undefined'} from authorize is an error`, async () => {
    const { ask, lines } = gatewayOf({ authorize: (_request, query) => ({ ...query, caller: /** @type {any} */ (caller) }) });
    assert.equal((await ask()).status, 500);
    assert.match(lines[0]?.failure ?? '', /^authorize: /);
  });
}

for (const [thrown, failure] of /** @type {[unknown, string][]} */ ([
  [runInNewContext("new RangeError('K1H93QDKI00B7')"), 'authorize: it threw RangeError'],
  [new DOMException('K1H93QDKI00B7', 'NotFoundError'), 'authorize: it threw NotFoundError'],
  [
    new (class SessionError extends Error {
      name = 'SessionError';
    })('K1H93QDKI00B7'),
    'authorize: it threw SessionError',
  ],
  [{ name: 'K1H93QDKI00B7' }, 'authorize: it threw a non-error'],
  [
    Object.defineProperty({}, 'name', {
      get: () => {
        throw new Error('K1H93QDKI00B7');
      },
    }),
    'authorize: it threw a non-error',
  ],
  ['K1H93QDKI00B7', 'authorize: it threw a non-error'],
  [null, 'authorize: it threw a non-error'],
])) {
  test(`the log names the error that authorize throws, also from another realm: ${failure}`, async () => {
    const { ask, lines } = gatewayOf({
      authorize: async () => {
        throw thrown;
      },
    });
    assert.equal((await ask()).status, 401);
    assert.equal(lines[0]?.failure, failure);
  });
}

test('times longer than a timer can wait are refused', () => {
  for (const [field, options] of /** @type {[string, Partial<Options>][]} */ ([
    ['rateLimit.seconds', { rateLimit: { seconds: 2_592_000 } }],
    ['authorizeTimeoutMs', { authorizeTimeoutMs: 3_000_000_000 }],
    ['bodyTimeoutMs', { bodyTimeoutMs: 3_000_000_000 }],
  ])) {
    assert.throws(() => gatewayOf(options), { name: 'CouponError', kind: 'config', message: new RegExp(`^${field}: expected at most \\d+, found more$`) });
  }
});

test('a hashKey of fewer than 16 characters is refused, because its hashes could be reversed', async () => {
  assert.throws(() => gatewayOf({ hashKey: 'a'.repeat(15) }), {
    name: 'CouponError',
    kind: 'config',
    message: 'hashKey: expected at least 16 characters, found fewer',
  });
  assert.equal((await gatewayOf({ hashKey: 'a'.repeat(16) }).ask()).status, 200);
});

test('a rate limit window of many days works', async () => {
  const { ask } = gatewayOf({ rateLimit: { requests: 2, seconds: 2_000_000 } });
  const statuses = [];
  for (let at = 0; at < 4; at += 1) statuses.push((await ask()).status);
  assert.deepEqual(statuses, [200, 200, 429, 429]);
});

test('with two ciphers, failures with the wrong key hide no refusal and do not open the circuit', async () => {
  const params = new Set();
  const { ask, gateway } = gatewayOf({
    nextCipher: { key: '87654321' },
    circuitBreaker: { failures: 2 },
    // The CRM answers the first param of each pair, and fails for the second, which it cannot decrypt.
    fetch: async (_url, init) => {
      const { param } = JSON.parse(String(init?.body));
      params.add(param);
      return params.size % 2 ? Response.json(UNKNOWN_MEMBER) : new Response('', { status: 500 });
    },
  });
  for (const member of ['NOBODY000001', 'NOBODY000002', 'NOBODY000003', 'NOBODY000004']) {
    assert.deepEqual(await ask(member), { status: 200, body: UNKNOWN_MEMBER });
  }
  assert.equal(params.size, 8);
  assert.equal((await (await gateway(new Request('http://gateway.invalid/coupons/healthz'))).json()).crm, 'closed');
});

for (const [failure, failing, leastMs] of /** @type {[string, () => Response, number][]} */ ([
  ['status 503', () => new Response('', { status: 503, headers: { 'retry-after': '1' } }), 990],
  ['a code of retry.codes', () => Response.json({ msg: '系统繁忙', code: 1006 }), 0],
])) {
  for (const [failures, outcome] of /** @type {[number, string][]} */ ([
    [1, 'the retry succeeds'],
    [2, 'the answer is the refusal under the first cipher if the retry fails too'],
  ])) {
    test(`after the change of the key, ${failure} under the next cipher is retried: ${outcome}`, async () => {
      const nextKey = desEcb('87654321');
      /** @type {number[]} */
      const times = [];
      const { ask } = gatewayOf({
        nextCipher: { key: '87654321' },
        retry: { limit: 1, codes: [1006], minDelayMs: 1 },
        fetch: async (_url, init) => {
          try {
            JSON.parse(nextKey(JSON.parse(String(init?.body)).param));
          } catch {
            return Response.json(CANNOT_DECRYPT);
          }
          times.push(performance.now());
          return times.length > failures ? Response.json(published) : failing();
        },
      });
      const { status, body } = await ask();
      assert.deepEqual([status, failures === 1 ? body.data : body], [200, failures === 1 ? published.data : CANNOT_DECRYPT]);
      const [first = 0, second = 0] = times;
      assert.equal(times.length, 2);
      assert.ok(second - first >= leastMs, times.join());
    });
  }
}

test('Unavailable is recognised across copies of the class and in subclasses', async () => {
  const derived = new (class StoreAway extends Unavailable {})('the store of K1H93QDKI00B7', { retryAfter: 12, cause: OTHER_BUNDLE });
  assert.ok(derived instanceof Unavailable && derived instanceof Error && !(new Unavailable() instanceof derived.constructor));
  assert.ok(OTHER_BUNDLE instanceof Unavailable);
  assert.equal(derived.cause, OTHER_BUNDLE);
  for (const [thrown, seconds, name] of /** @type {[unknown, number, string][]} */ ([
    [derived, 12, 'Unavailable'],
    [OTHER_BUNDLE, 3, 'Unavailable'],
    [new Unavailable('less than a second', { retryAfter: 0.2 }), 1, 'Unavailable'],
    [new Unavailable('infinite', { retryAfter: Infinity }), 1, 'Unavailable'],
    [new Unavailable('negative', { retryAfter: -5 }), 1, 'Unavailable'],
    [Object.assign(new Unavailable(), { retryAfter: 'soon' }), 1, 'Unavailable'],
    // No number can be multiplied by these.
    [Object.assign(new Unavailable(), { retryAfter: 5n }), 1, 'Unavailable'],
    [Object.assign(new Unavailable(), { retryAfter: Symbol('soon') }), 1, 'Unavailable'],
  ])) {
    const { ask, lines } = gatewayOf({
      authorize: async () => {
        throw thrown;
      },
    });
    const { status, body, retryAfter } = await ask();
    assert.deepEqual([status, body.title, retryAfter, lines[0]?.failure], [503, 'authorization unavailable', seconds, `authorize: it threw ${name}`]);
  }
});

test('other errors with the name or fields of Unavailable are not recognised as it', async () => {
  for (const thrown of [Object.assign(new Error('no'), { name: 'Unavailable', retryAfter: 5 }), () => undefined, { retryAfter: 5 }]) {
    const { ask } = gatewayOf({
      authorize: async () => {
        throw thrown;
      },
    });
    assert.equal((await ask()).status, 401);
  }
});

for (const [title, consume, expected] of /** @type {[string, () => any, [number, string, number]][]} */ ([
  ['false', async () => false, [429, 'rate limited', 1]],
  ['{ success: false }', async () => ({ success: false }), [429, 'rate limited', 1]],
  ['{ success: false, msBeforeNext }', () => ({ success: false, msBeforeNext: 2_500 }), [429, 'rate limited', 3]],
  [
    'an object whose success cannot be read',
    () =>
      Object.defineProperty({}, 'success', {
        get: () => {
          throw null;
        },
      }),
    [429, 'rate limited', 1],
  ],
])) {
  test(`a rate limiter that returns ${title} refuses the request`, async () => {
    const { ask } = gatewayOf({ rateLimiter: { consume }, hashKey: 'sixteen characters' });
    const { status, body, retryAfter } = await ask();
    assert.deepEqual([status, body.title, retryAfter], expected);
  });
}

test('a rate limiter that returns anything else allows the request', async () => {
  for (const given of [undefined, null, true, 0, '', {}, { success: true }, { success: 0 }, { remainingPoints: 0 }, []]) {
    const { ask } = gatewayOf({ rateLimiter: { consume: async () => given }, hashKey: 'sixteen characters' });
    assert.equal((await ask()).status, 200, JSON.stringify(given));
  }
});

const ORIGIN = "an origin as a browser sends it, such as 'https://desk.example' or 'capacitor://localhost'";
const HOST = "a host name in lower case without a port, such as 'shop.example'";
const HEADER = "the name of a header, such as 'baggage'; with cookies, browsers take '*' for a name";

for (const [options, message] of /** @type {[any, string][]} */ ([
  [{ origins: 'https://desk.example' }, `origins: expected an array, each entry ${ORIGIN}, found a string`],
  ...[
    'https://desk.example/',
    'https://desk.example:443',
    'HTTPS://desk.example',
    'https://user@desk.example',
    'https://*.example',
    '*',
    'null',
    'file://',
    'capacitor://localhost/',
    'capacitor://',
    'capacitor:localhost',
    'chrome-extension://*',
    'Capacitor://localhost',
    'app://a@b',
    'desk.example',
    'https://desk.example:99999',
    '',
  ].map((origin) => [{ origins: ['https://desk.example', origin] }, `origins[1]: expected ${ORIGIN}, found another string`]),
  [{ origins: [null] }, `origins[0]: expected ${ORIGIN}, found none`],
  [{ hosts: 'shop.example' }, `hosts: expected an array, each entry ${HOST}, found a string`],
  [{ hosts: [] }, `hosts: expected at least one name, found none`],
  ...['shop.example:443', 'https://shop.example', 'Shop.example', 'shop.example/', '*.example', '', '::1'].map((host) => [
    { hosts: [host] },
    `hosts[0]: expected ${HOST}, found another string`,
  ]),
  [{ allowHeaders: 'baggage' }, `allowHeaders: expected an array, each entry ${HEADER}, found a string`],
  ...['*', 'baggage, sentry-trace', 'bag gage', 'baggage:', 'x\r\nset-cookie', '', 'ä'].map((name) => [
    { allowHeaders: [name] },
    `allowHeaders[0]: expected ${HEADER}, found another string`,
  ]),
  [{ allowHeaders: [7] }, `allowHeaders[0]: expected ${HEADER}, found a number`],
])) {
  test(`${JSON.stringify(options)} is refused with a message`, () => {
    assert.throws(() => gatewayOf(options), { name: 'CouponError', kind: 'config', message });
  });
}

for (const field of ['baseUrl', 'channel', 'cipher', 'nextCipher', 'timeoutMs', 'retry', 'maxAnswerBytes', 'fetch', 'headers', 'now', 'origins', 'log']) {
  test(`an exception of a getter of ${field} is the cause of an error that names it`, () => {
    const cause = new Error('of the getter');
    const get = () => {
      throw cause;
    };
    // gatewayOf would read it.
    const options = { baseUrl: 'http://crm.invalid/v1', channel: 'c', cipher: { key: '12345678' }, authorize: () => null };
    assert.throws(() => createGateway(Object.defineProperty(/** @type {any} */ (options), field, { enumerable: true, get })), {
      name: 'CouponError',
      kind: 'config',
      message: `${field}: reading it threw an exception`,
      cause,
    });
  });
}

for (const [nextCipher, message] of /** @type {[any, string][]} */ ([
  ['', 'nextCipher: expected an object, found a string'],
  [false, 'nextCipher: expected an object, found a boolean'],
  [0, 'nextCipher: expected an object, found a number'],
  [{}, 'nextCipher.key: expected a string, found none'],
  [{ key: 'private' }, 'nextCipher.key: expected at least 8 bytes, found 7 bytes'],
  [{ key: '12345678', mode: 'private' }, "nextCipher.mode: expected 'ECB' or 'CBC', found another string"],
])) {
  test(`the error for the nextCipher ${JSON.stringify(nextCipher)} names it`, () => {
    assert.throws(() => gatewayOf({ nextCipher }), { name: 'CouponError', kind: 'config', message });
  });
}

test('null and undefined count as an absent nextCipher', async () => {
  for (const nextCipher of /** @type {any[]} */ ([null, undefined])) assert.equal((await gatewayOf({ nextCipher }).ask()).status, 200);
});

test('an array of origins that cannot be read, or has a hole, is refused', () => {
  const get = () => {
    throw new Error('of the proxy');
  };
  assert.throws(() => gatewayOf({ origins: new Proxy([], { get }) }), {
    name: 'CouponError',
    kind: 'config',
    message: 'origins: reading it threw an exception',
  });
  assert.throws(() => gatewayOf({ origins: Array(1) }), { name: 'CouponError', kind: 'config', message: `origins[0]: expected ${ORIGIN}, found none` });
});

test('hosts may be IP addresses', async () => {
  const { gateway } = gatewayOf({ hosts: ['127.0.0.1', '[::1]', 'xn--fiq228c.example'] });
  const statusFor = async (/** @type {string} */ host) => {
    const headers = { 'content-type': 'application/json' };
    return (await gateway(new Request(`http://${host}/coupons/listCpnItemByMember`, { method: 'POST', headers, body: '{"memberId":"K1H93QDKI00B7"}' }))).status;
  };
  assert.deepEqual(await Promise.all(['127.0.0.1:8080', '[::1]:8080', '中文.example', 'gateway.invalid'].map(statusFor)), [200, 200, 200, 403]);
});
