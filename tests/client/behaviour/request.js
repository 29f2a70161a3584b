// @ts-check
import { CouponClient, decryptParam, listCoupons } from 'houcaller-coupons';
import { CIPHER, COUPONS, KNOWN_ANSWER, QUERY, RESPONSE, answering, config, list, refusal, thrownBy } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, identical, same } from './same.js';

/**
 * The arguments of the one call of `fetch`.
 *
 * @param {object} [change] to the configuration
 * @param {import('houcaller-coupons').MemberQuery} [query]
 */
async function sent(change, query = QUERY) {
  /** @type {{ url: unknown, init: RequestInit }[]} */
  const seen = [];
  const fetch = async (/** @type {unknown} */ url, /** @type {RequestInit} */ init) => {
    seen.push({ url, init });
    return new Response(RESPONSE);
  };
  await new CouponClient(config({ ...change, fetch })).listCoupons(query);
  same(seen.length, 1);
  return seen[0];
}

const LOST = 'network: no complete answer came from the CRM';

/** @type {[() => unknown, string][]} */
const OUTCOMES = [
  [
    () => {
      throw new TypeError('no network');
    },
    LOST,
  ],
  [() => Promise.reject(new TypeError('no network')), LOST],
  [async () => undefined, 'config: fetch: expected a promise of a Response, found a promise of something else'],
  [async () => new Response('', { status: 404 }), 'http: the CRM answered HTTP status 404'],
  [async () => new Response('', { status: 503 }), 'http: the CRM answered HTTP status 503'],
  // Neither is a redirect that a `fetch` would follow.
  [async () => new Response('', { status: 300 }), 'http: the CRM answered HTTP status 300'],
  [async () => new Response(null, { status: 304 }), 'http: the CRM answered HTTP status 304'],
  [async () => Response.error(), 'http: the CRM answered HTTP status 0'],
  [async () => new Response(Uint8Array.of(0x22, 0xff, 0x22)), 'decode: the answer is not valid UTF-8'],
  [async () => new Response(new ReadableStream({ start: (it) => it.error(new Error('cut')) })), LOST],
];

/** Never answers, and rejects with an error of its own when it is aborted. */
const hanging = (/** @type {unknown} */ _url, /** @type {{ signal: AbortSignal }} */ { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('another'))));

/** @type {import('./fixtures.js').Cases} */
export const request = {
  async 'posts the envelope as JSON'() {
    const { url, init } = await sent();
    same(url, '/v1/listCpnItemByMember');
    same(init.method, 'POST');
    same({ ...init.headers }, { 'content-type': 'application/json' });
    same(init.body, `{"param":"${KNOWN_ANSWER}","channel":"hkl-test","timestamp":"1581406120924"}`);
  },

  async "sends the caller's headers and credentials"() {
    const headers = { 'Content-Type': 'application/json;charset=UTF-8', 'x-a': '1' };
    const { init } = await sent({ credentials: 'include', headers });
    same(init.credentials, 'include');
    same({ ...init.headers }, headers);
  },

  async 'credentials are those of the configuration, and absent by default'() {
    await each(['omit', 'same-origin', 'include'], async (credentials) => same((await sent({ credentials })).init.credentials, credentials));
    await each([{}, { credentials: undefined }], async (change) => same('credentials' in (await sent(change)).init, false));
  },

  async 'a channel is escaped in the body'() {
    await each(['a"b\\', '\n\t\u0001', '豪😀'], async (channel) => {
      const { init } = await sent({ channel });
      same(JSON.parse(String(init.body)).channel, channel);
    });
  },

  async 'a fetch that changes the headers of a request does not change those of the next attempt'() {
    /** @type {object[]} */
    const seen = [];
    const fetch = async (/** @type {unknown} */ _url, /** @type {any} */ { headers }) => {
      seen.push({ ...headers });
      headers['x-a'] = 'changed';
      delete headers['content-type'];
      return new Response(RESPONSE, { status: seen.length === 1 ? 503 : 200 });
    };
    await list(config({ fetch, headers: { 'x-a': '1' }, retry: { limit: 1, minDelayMs: 0 } }));
    const expected = { 'x-a': '1', 'content-type': 'application/json' };
    same(seen, [expected, expected]);
  },

  async 'the JSON of a query omits absent and blank ids, and escapes the others'() {
    /** @type {[any, string][]} */
    const rows = [
      [QUERY, '{"memberId":"K1H93QDKI00B7"}'],
      [{ platformId: 'o-1' }, '{"platformId":"o-1"}'],
      [{ memberId: ' \u3000', platformId: 'o-1' }, '{"platformId":"o-1"}'],
      [{ platformId: 'o-1', memberId: 'K1' }, '{"memberId":"K1","platformId":"o-1"}'],
      [{ memberId: 'a"\\ 豪😀' }, '{"memberId":"a\\"\\\\ 豪😀"}'],
      [{ memberId: '\u200b\ufeff\u00a0\r', platformId: 'o-1' }, '{"platformId":"o-1"}'],
    ];
    await each(rows, async ([query, expected]) => {
      const { init } = await sent({}, query);
      same(decryptParam(JSON.parse(String(init.body)).param, CIPHER), expected);
    });
  },

  async 'the outcome of fetch determines the kind of the error'() {
    await each(OUTCOMES, async ([fetch, expected]) => same(await refusal(list(config({ fetch }))), expected));
  },

  async 'an attempt whose request is not sent does not count'() {
    let sent = 0;
    const onRequest = () => {
      for (const end = performance.now() + 40; performance.now() < end; );
    };
    const error = await thrownBy(list(config({ fetch: async () => (sent++, new Response('')), totalTimeoutMs: 10, onRequest })));
    same([error.kind, error.attempts, sent], ['timeout', 0, 0]);
  },

  async 'an error has the status, retryable and the number of attempts'() {
    /** @type {[() => unknown, number | undefined, boolean][]} */
    const rows = [
      [async () => new Response('', { status: 503 }), 503, true],
      [async () => new Response('', { status: 404 }), 404, false],
      [() => Promise.reject(0), undefined, true],
    ];
    await each(rows, async ([fetch, status, retryable]) => {
      const error = await thrownBy(list(config({ fetch })));
      same([error.status, error.retryable, error.attempts], [status, retryable, 1]);
    });
  },

  async 'an abort rejects with the reason of the signal'() {
    const reasons = ['why', 0, null, new Error('stop'), new DOMException('gone', 'AbortError')];
    await each(reasons, async (reason) => {
      identical(await thrownBy(list(config(), { signal: AbortSignal.abort(reason) })), reason);

      const during = new AbortController();
      setTimeout(() => during.abort(reason), 5);
      identical(await thrownBy(list(config({ fetch: hanging }), { signal: during.signal })), reason);
    });
  },

  async 'a call with invalid arguments rejects and does not throw'() {
    const client = new CouponClient(config());
    const anything = /** @type {any} */ (5);
    const calls = [
      client.listCoupons(anything),
      client.listCoupons(QUERY, anything),
      client.call(anything, {}),
      client.call('a', anything),
      client.call('a', {}, anything),
      listCoupons(QUERY, anything),
    ];
    const kinds = calls.map(async (call) => (await thrownBy(call)).kind);
    same(await Promise.all(kinds), ['input', 'input', 'input', 'input', 'input', 'config']);
  },

  async 'listCoupons gives the results and errors of client.listCoupons'() {
    same((await listCoupons(QUERY, answering(RESPONSE))).length, COUPONS);
    same(await refusal(listCoupons(QUERY, answering('[]'))), 'decode: the answer: expected an object, found an array');
    same(await refusal(listCoupons(QUERY, config(), { timeoutMs: -1 })), await refusal(list(config(), { timeoutMs: -1 })));
  },

  async 'an endpoint must be a name, and not a path'() {
    const asked = (/** @type {any} */ endpoint) => new CouponClient(config()).call(endpoint, {});
    await each(['', '.', '../..', 'a/b', 'a\\b', 'a?b', 'a b', 'a%2fb', '豪'], async (endpoint) => {
      same(await refusal(asked(endpoint)), "input: endpoint: expected a name of letters, digits, '-' and '_', found another string");
    });
    same(await refusal(asked(1)), 'input: endpoint: expected a string, found a number');
    same(await new CouponClient(answering('{"code":0,"data":[1]}')).call('a-B_9', {}), [1]);
  },
};

void runAlone('request.js', request);
