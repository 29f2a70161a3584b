// @ts-check
import { CouponClient, buildEnvelope } from 'houcaller-coupons';
import { config, list, refusal, thrownBy, describeError } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, identical, same } from './same.js';

/**
 * Throws a value, as an expression.
 *
 * @param {unknown} value
 * @returns {never}
 */
function raise(value) {
  throw value;
}

/**
 * A configuration without `fetch`. Only then is the address checked, because the host's `fetch` must accept it.
 *
 * @param {object} change
 */
const hostsFetch = (change) => {
  const given = config({ baseUrl: 'http://crm.example/v1', fetch: undefined });
  return Object.defineProperties(given, Object.getOwnPropertyDescriptors(change));
};

const ADDRESS = 'baseUrl: expected an http: or https: address, or in a browser a path, found';

/** @type {[object, string][]} */
const WRONG = [
  [{ baseUrl: undefined }, 'baseUrl: expected a non-empty string, found none'],
  [{ baseUrl: '' }, 'baseUrl: expected a non-empty string, found an empty one'],
  [{ baseUrl: ' \u3000\n' }, 'baseUrl: expected a non-empty string, found white space'],
  [{ baseUrl: 1 }, 'baseUrl: expected a string, found a number'],
  [{ baseUrl: 'http://[' }, `${ADDRESS} an invalid one`],
  [{ baseUrl: 'ftp://a/v1' }, `${ADDRESS} another scheme`],
  ...['http://u:p@a/v1', 'http://:s3cret@a/v1', 'http://u@a/v1'].map(
    (baseUrl) => /** @type {[object, string]} */ ([{ baseUrl }, 'baseUrl: expected an address without user name and password, found one with them']),
  ),
  [{ channel: null }, 'channel: expected a non-empty string, found none'],
  [{ cipher: undefined }, 'cipher: expected an object, found none'],
  [{ cipher: '12345678' }, 'cipher: expected an object, found a string'],
  [{ cipher: {} }, 'cipher.key: expected a string, found none'],
  [{ cipher: { key: 12345678 } }, 'cipher.key: expected a string, found a number'],
  [{ cipher: { key: 's3cret!' } }, 'cipher.key: expected at least 8 bytes, found 7 bytes'],
  [
    {
      cipher: {
        get key() {
          return raise(new Error('s3cret!!'));
        },
      },
    },
    'cipher.key: reading it threw an exception',
  ],
  [{ cipher: { key: '12345678', mode: 1 } }, 'cipher.mode: expected a string, found a number'],
  [{ cipher: { key: '12345678', mode: 'CBC' } }, "cipher.iv: expected 16 hex digits or 'key' with cipher.mode 'CBC', found none"],
  [
    { cipher: { key: '12345678', keyDerivtion: 'md5' } },
    'cipher: expected key, keyEncoding, keyDerivation, algorithm, mode, iv, padding, output, found a field keyDerivtion',
  ],
  [{ fetch: 'GET' }, 'fetch: expected a function, found a string'],
  [{ now: 1581406120924 }, 'now: expected a function, found a number'],
  [{ headers: 'a: b' }, 'headers: expected an object, found a string'],
  [{ headers: new Headers({ authorization: 'Bearer x' }) }, 'headers: expected a plain object, found another object'],
  [{ headers: new Map([['authorization', 'Bearer x']]) }, 'headers: expected a plain object, found another object'],
  [{ headers: { 'x-trace': 1 } }, "headers['x-trace']: expected a string, found a number"],
  [{ headers: { 'x-trace': '豪' } }, "headers['x-trace']: expected a valid HTTP header, found an invalid one"],
  [{ headers: { 'x-trace': 'a\r\nb: c' } }, "headers['x-trace']: expected a valid HTTP header, found an invalid one"],
  ...['\0', '\r', 'a\0b', 'a\rb', '\u0001', '\u001f', '\u007f', '\u0100'].map(
    (value) => /** @type {[object, string]} */ ([{ headers: { 'x-trace': value } }, "headers['x-trace']: expected a valid HTTP header, found an invalid one"]),
  ),
  ...['', 'x trace', 'a:b', 'a(b)', 'a/b', 'a\tb', 'é'].map(
    (name) => /** @type {[object, string]} */ ([{ headers: { [name]: 'a' } }, `headers['${name}']: expected a valid HTTP header, found an invalid one`]),
  ),
  [{ credentials: true }, 'credentials: expected a string, found a boolean'],
  [{ credentials: 'all' }, "credentials: expected 'omit', 'same-origin' or 'include', found another string"],
  [{ dangerouslyAllowBrowser: 1 }, 'dangerouslyAllowBrowser: expected a boolean, found a number'],
];

const CLOCK = 'a function that returns milliseconds since the epoch';
const MOMENT = 'milliseconds since the epoch, found a number out of range';

/** @type {[() => unknown, string][]} */
const CLOCKS = [
  [() => '1581406120924', `${CLOCK}, found a string`],
  [() => raise(0), `${CLOCK}, found one that throws`],
  [() => NaN, MOMENT],
  [() => Infinity, MOMENT],
  [() => -Infinity, MOMENT],
  [() => -1, MOMENT],
  [() => 8.64e15 + 1, MOMENT],
];

const NEITHER = 'query: expected memberId, platformId or both, found neither (empty or white space counts as absent)';

/** @type {[any, string][]} */
const QUERIES = [
  [undefined, 'query: expected an object, found none'],
  ['K1H93QDKI00B7', 'query: expected an object, found a string'],
  [{}, NEITHER],
  [{ memberId: '', platformId: null }, NEITHER],
  [{ memberId: ' \t\n\u3000' }, NEITHER],
  [{ memberId: ' ', platformId: '\t\n' }, NEITHER],
  [{ memberId: 1 }, 'query.memberId: expected a string, found a number'],
  [{ memberId: 'K1', platformId: {} }, 'query.platformId: expected a string, found an object'],
  [
    {
      get platformId() {
        return raise(0);
      },
    },
    'query.platformId: reading it threw an exception',
  ],
];

const TIME = 'expected a positive number of milliseconds, or Infinity, found';
const COUNT = 'retry: expected a whole number, 0 or more, found a number';

/** @type {[any, string][]} */
const OPTIONS = [
  [1, 'options: expected an object, found a number'],
  [{ signal: 'stop' }, 'signal: expected an AbortSignal, found a string'],
  [{ timeoutMs: 0 }, `timeoutMs: ${TIME} a number`],
  [{ totalTimeoutMs: '1s' }, `totalTimeoutMs: ${TIME} a string`],
  [{ retry: -1 }, COUNT],
  [{ retry: 1.5 }, COUNT],
  [{ retry: NaN }, COUNT],
  [{ retry: 'twice' }, 'retry: expected an object, found a string'],
  [{ retry: { codes: ['1'] } }, 'retry.codes: expected an array of numbers, found an array'],
  [{ retry: { retries: 1 } }, 'retry: expected limit, minDelayMs, maxDelayMs, maxRetryAfterMs, codes, found a field retries'],
  [{ onRetry: {} }, 'onRetry: expected a function, found an object'],
  [{ signal: {} }, 'signal: expected an AbortSignal, found an object'],
];

/** @type {import('./fixtures.js').Cases} */
export const configuration = {
  async 'an error names the field and what was expected'() {
    const made = (/** @type {any} */ given) => refusal(() => new CouponClient(given));
    same(await made(undefined), 'config: config: expected an object, found none');
    same(await made([]), 'config: config: expected an object, found an array');
    await each(WRONG, async ([change, expected]) => same(await made(hostsFetch(change)), `config: ${expected}`));
  },

  async 'a valid configuration is accepted'() {
    await each(
      [{}, { credentials: 'omit' }, { headers: { 'x-trace': 'é' } }, { channel: '豪', now: undefined, retry: null }],
      (change) => void new CouponClient(hostsFetch(change)),
    );
  },

  async 'every header that RFC 9110 allows is accepted'() {
    const allowed = Array.from({ length: 128 }, (_, at) => String.fromCharCode(0x80 + at)).join('');
    await each(['', '\t', ' ~', `a\tb${allowed}`], (value) => void new CouponClient(config({ headers: { 'x-trace': value } })));
    const punctuation = [..."!#$%&'*+-.^_`|~"];
    await each([...punctuation, `a${punctuation.join('')}9Z`], (name) => void new CouponClient(config({ headers: { [name]: 'a' } })));
  },

  async 'a path as baseUrl is accepted only in a page'() {
    const made = () => new CouponClient(hostsFetch({ baseUrl: '/v1' }));
    if ('location' in globalThis) made();
    else same(await refusal(made), `config: ${ADDRESS} an invalid one`);
  },

  async 'the exception of a getter is the cause of the error'() {
    const given = config({
      get channel() {
        return raise('why');
      },
    });
    const thrown = await thrownBy(() => new CouponClient(given));
    same(describeError(thrown), 'config: channel: reading it threw an exception');
    identical(thrown.cause, 'why');
  },

  async 'now must return milliseconds since the epoch'() {
    await each(CLOCKS, async ([now, expected]) => {
      const given = config({ now });
      const message = `config: now: expected ${expected}`;
      same(await refusal(() => new CouponClient(given).buildEnvelope({})), message);
      same(await refusal(() => buildEnvelope({}, given)), message);
      same(await refusal(list(given)), message);
    });
  },

  async 'a query must have an id'() {
    await each(QUERIES, async ([query, expected]) => {
      const call = new CouponClient(config()).listCoupons(query);
      same(await refusal(call), `input: ${expected}`);
    });
  },

  async 'an invalid option is an input error that names it'() {
    await each(OPTIONS, async ([options, expected]) => same(await refusal(list(config(), options)), `input: ${expected}`));
  },

  async 'an option of a call that is invalid in the configuration is a config error'() {
    const ofBoth = OPTIONS.filter(([options]) => typeof options === 'object' && !('signal' in options));
    await each(ofBoth, async ([options, expected]) => {
      same(await refusal(() => new CouponClient(config(options))), `config: ${expected}`);
    });
  },
};

void runAlone('configuration.js', configuration);
