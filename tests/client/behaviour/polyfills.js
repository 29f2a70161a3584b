// @ts-check
// Polyfills and incomplete hosts: Responses without some methods, a `fetch` that refuses signals, exceptions of another realm.
import { CouponClient } from 'houcaller-coupons';
import { COUPONS, QUERY, RESPONSE, config, list, refusal, replaced, thrownBy } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, identical, same } from './same.js';

const LOST = 'network: no complete answer came from the CRM';
const NO_RESPONSE = 'config: fetch: expected a promise of a Response, found';
const headers = { get: () => null };
const parsed = () => JSON.parse(RESPONSE);
const fails = (/** @type {string} */ name) => () => Promise.reject(Object.assign(new Error('not here'), { name }));

function oldReactNativeResponse() {
  let isUsed = false;
  return {
    status: 200,
    arrayBuffer: async () => {
      isUsed = true;
      throw new Error('FileReader.readAsArrayBuffer is not implemented');
    },
    text: async () => {
      if (isUsed) throw new TypeError('Already read');
      return RESPONSE;
    },
    clone: oldReactNativeResponse,
  };
}

/** @type {[answer: object, expected: number | string][]} */
const ANSWERS = [
  [{ status: 200, headers, text: async () => RESPONSE }, COUPONS],
  [{ status: 200, text: () => RESPONSE }, COUPONS],
  [{ status: 200, headers, json: async () => parsed() }, COUPONS],
  [{ status: 200, headers, arrayBuffer: undefined, text: null, json: parsed }, COUPONS],
  [{ status: 200, arrayBuffer: async () => new TextEncoder().encode(RESPONSE), text: fails('Error') }, COUPONS],
  // React Native before 0.73: arrayBuffer() fails, and the body cannot be read again after that.
  [oldReactNativeResponse(), COUPONS],
  [{ ...oldReactNativeResponse(), clone: () => ({}) }, LOST],
  [{ ...oldReactNativeResponse(), body: {}, clone: () => ({ status: 200, text: async () => RESPONSE }) }, LOST],
  // A polyfill that followed a redirect despite `redirect: 'manual'`.
  [
    { status: 200, redirected: true, url: 'http://elsewhere.invalid', text: async () => RESPONSE },
    'http: the CRM answered HTTP status 3xx, a redirect, which is not followed',
  ],
  [{ status: 200, text: async () => '{' }, 'decode: the answer is not JSON'],
  [{ status: 200, text: async () => undefined }, 'decode: the answer is not JSON'],
  [{ status: 200, json: fails('SyntaxError') }, 'decode: the answer is not JSON'],
  [{ status: 200, json: async () => undefined }, 'decode: the answer is not JSON'],
  [{ status: 200, json: async () => 5 }, 'decode: the answer: expected an object, found a number'],
  [{ status: 200, text: fails('TypeError') }, LOST],
  [{ status: 200, json: fails('TypeError') }, LOST],
  [{ status: 503 }, 'http: the CRM answered HTTP status 503'],
  [{ status: 200, headers }, `${NO_RESPONSE} one without arrayBuffer(), text() and json()`],
  [{ ok: true, json: async () => parsed() }, `${NO_RESPONSE} one without a status`],
];

/** The messages with which Node, Chromium, Firefox and node-fetch refuse an AbortSignal of another implementation. */
const REFUSALS = [
  'RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.',
  "Failed to execute 'fetch' on 'Window': Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.",
  "Window.fetch: 'signal' member of RequestInit does not implement interface AbortSignal.",
  'Expected signal to be an instanceof AbortSignal',
];

/** @param {string} message */
function refusingSignals(message) {
  /** @type {boolean[]} */
  const asked = [];
  const fetch = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ init) => {
    asked.push(init.signal !== undefined);
    if (init.signal) throw new TypeError(message);
    return new Response(RESPONSE);
  };
  return { asked, fetch };
}

/**
 * An exception as it looks from another realm: it is not `instanceof Error`.
 *
 * @param {string} name
 * @param {string} message
 * @param {object} [more]
 */
function foreign(name, message, more) {
  return Object.assign(Object.create({ [Symbol.toStringTag]: 'Error' }), { name, message, stack: `${name}: ${message}`, ...more });
}

/** @type {import('./fixtures.js').Cases} */
export const polyfills = {
  async 'an answer is read by the method that it has, and without any it is a config error and not retried'() {
    await each(ANSWERS, async ([answer, expected]) => {
      let asked = 0;
      // Each attempt gets an unread Response.
      const given = config({ retry: 2, fetch: async () => (asked++, 'clone' in answer ? { ...oldReactNativeResponse(), ...answer } : answer) });
      if (typeof expected === 'number') return same((await list(given)).length, expected);
      const network = expected === LOST || expected.endsWith('503');
      same(await refusal(list({ ...given, retry: { limit: 2, minDelayMs: 0, maxDelayMs: 0 } })), expected);
      same(asked, network ? 3 : 1);
    });
  },

  async 'a host without fetch is a config error that names it, and nothing is sent or repeated'() {
    const given = config({ baseUrl: 'https://crm.example/v1', fetch: undefined, retry: { limit: 2, minDelayMs: 0 } });
    const { kind, message, attempts, retryable } = await replaced(globalThis, 'fetch', undefined, () => thrownBy(list(given)));
    same([kind, message, attempts, retryable], ['config', 'fetch: expected a function, because this host has no fetch, found none', 0, false]);
  },

  async 'an address is accepted where the properties of URL are not implemented'() {
    const Unread = class {
      get protocol() {
        throw new Error('URL.protocol is not implemented');
      }
    };
    await replaced(globalThis, 'URL', Unread, () => new CouponClient(config({ baseUrl: 'https://crm.example', fetch: undefined })));
  },

  async 'the object that json() resolves to is not changed'() {
    const shared = { code: 0, data: { list: [{ ...parsed().data.list[0], picUrl: null }] } };
    const before = JSON.stringify(shared);
    const [coupon] = await list(config({ fetch: async () => ({ status: 200, json: async () => shared }) }));
    same([coupon.picUrl, JSON.stringify(shared)], ['', before]);
  },

  async 'a fetch that refuses the signal is called without one, also in later calls'() {
    await each(REFUSALS, async (message) => {
      const { asked, fetch } = refusingSignals(message);
      const client = new CouponClient(config({ fetch, retry: 0 }));
      same((await client.listCoupons(QUERY)).length, COUPONS);
      same((await client.listCoupons(QUERY)).length, COUPONS);
      same(asked, [true, false, false]);
    });
  },

  async 'such a call still ends at the deadline and on an abort'() {
    const hang = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ init) => {
      if (init.signal) throw new TypeError(REFUSALS[0]);
      return new Promise(() => {});
    };
    same(await refusal(list(config({ fetch: hang }), { timeoutMs: 20 })), 'timeout: no complete answer came within 20 ms');
    const controller = new AbortController();
    const call = thrownBy(list(config({ fetch: hang }), { signal: controller.signal }));
    const reason = new Error('stop');
    setTimeout(() => controller.abort(reason), 10);
    identical(await call, reason);
  },

  async 'fetch is not called again after another TypeError'() {
    let asked = 0;
    const fetch = async () => {
      asked += 1;
      throw new TypeError('Failed to fetch');
    };
    same([await refusal(list(config({ fetch }))), asked], [LOST, 1]);
  },

  async 'nor after another exception whose message has the word signal'() {
    await each(REFUSALS, async (message) => {
      let asked = 0;
      const fetch = async () => {
        asked += 1;
        throw new Error(message);
      };
      same([await refusal(list(config({ fetch }))), asked], [LOST, 1]);
    });
  },

  async 'an exception of another realm is copied by name, message and code'() {
    const inner = foreign('Error', 'connect ECONNREFUSED', { code: 'ECONNREFUSED', secret: 's3cret' });
    const thrown = foreign('TypeError', 'fetch failed', { cause: inner, secret: 's3cret' });
    const error = await thrownBy(list(config({ fetch: () => Promise.reject(thrown) })));
    const { cause } = error;
    same(
      [cause.name, cause.message, cause.cause.name, cause.cause.message, cause.cause.code],
      ['TypeError', 'fetch failed', 'Error', 'connect ECONNREFUSED', 'ECONNREFUSED'],
    );
    same([cause instanceof Error, 'secret' in cause, error.toJSON().cause], [true, false, 'TypeError']);
  },

  async 'a name, stack or code that is no text is not copied into the cause'() {
    await each(['name', 'stack', 'code'], async (field) => {
      const thrown = Object.defineProperty(new Error('failed'), field, { value: { secret: 's3cret' } });
      const error = await thrownBy(list(config({ fetch: () => Promise.reject(thrown) })));
      const { cause } = error;
      const fields = ['name', 'message', 'stack', 'code', ...Reflect.ownKeys(cause)].map((name) => [String(name), cause[name]]);
      same(`${JSON.stringify(fields)} ${JSON.stringify(error)}`.includes('s3cret'), false);
      same([cause.name, cause.message, typeof cause.stack === 'object', cause.code, error.toJSON().cause], ['Error', 'failed', false, undefined, 'Error']);
    });
  },

  async 'a circular chain of causes is cut'() {
    const first = new Error('first');
    const second = new Error('second', { cause: first });
    first.cause = second;
    const error = await thrownBy(list(config({ fetch: () => Promise.reject(first) })));
    const messages = [];
    for (let { cause } = error; cause && messages.length < 100; { cause } = cause) messages.push(cause.message);
    same([error.kind, messages], ['network', ['first', 'second', 'first', 'second', 'first']]);
  },

  async 'a thrown value that is no exception is not the cause'() {
    await each([{ message: 'a body' }, 'text', 5, null, undefined], async (thrown) => {
      const { cause } = await thrownBy(list(config({ fetch: () => Promise.reject(thrown) })));
      same(cause, undefined);
    });
  },

  async 'the error for a redirect that a polyfill followed does not have the status of the other host'() {
    const error = await thrownBy(list(config({ fetch: async () => ({ status: 503, redirected: true, text: async () => RESPONSE }) })));
    same([error.kind, error.message, error.status], ['http', 'the CRM answered HTTP status 3xx, a redirect, which is not followed', undefined]);
  },

  async 'a redirect is not followed, and the error has its status'() {
    /** @type {RequestInit[]} */
    const seen = [];
    const fetch = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ init) => {
      seen.push(init);
      return new Response('', { status: 307, headers: { location: 'http://elsewhere.invalid/?secret' } });
    };
    const error = await thrownBy(list(config({ retry: 2, fetch })));
    const { kind, message, status, retryable, attempts } = error;
    same([kind, message, status, retryable, attempts], ['http', 'the CRM answered HTTP status 307, a redirect, which is not followed', 307, false, 1]);
    same(
      seen.map(({ redirect }) => redirect),
      ['manual'],
    );
  },
};

void runAlone('polyfills.js', polyfills);
