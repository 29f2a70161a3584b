// @ts-check
import { CouponClient, buildEnvelope, encryptParam } from 'houcaller-coupons';
import { CIPHER, KNOWN_ANSWER, QUERY, config, refusal } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, same } from './same.js';

const JSON_OF_QUERY = '{"memberId":"K1H93QDKI00B7"}';

const WANTED = 'input: param: expected an object, a JSON string or a Uint8Array, found';
const NO_JSON = 'input: param: it has no JSON form';
const NOT_PLAIN = 'input: param: expected a plain object, found another object';

function circular() {
  /** @type {{ itself?: object }} */
  const object = {};
  object.itself = object;
  return object;
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

// Functions, so that the large text exists only while it is tested. Some hosts print the values of a module that fails to load.
/** @type {[() => any, string][]} */
const WRONG = [
  [() => undefined, `${WANTED} none`],
  [() => null, `${WANTED} none`],
  [() => 1, `${WANTED} a number`],
  [() => 1n, `${WANTED} a bigint`],
  [() => Symbol('param'), `${WANTED} a symbol`],
  [() => () => 0, `${WANTED} a function`],
  [() => [], `${WANTED} an array`],
  // Their JSON is that of an empty object, of another object, or of a text.
  [() => new Map([['memberId', 'K1H93QDKI00B7']]), NOT_PLAIN],
  [() => new TextEncoder().encode(JSON_OF_QUERY).buffer, NOT_PLAIN],
  [() => new DataView(new ArrayBuffer(8)), NOT_PLAIN],
  [() => new Int8Array([1, 2]), NOT_PLAIN],
  [() => Promise.resolve(QUERY), NOT_PLAIN],
  [() => new Date(0), NOT_PLAIN],
  [() => new String('{}'), NOT_PLAIN],
  [() => ({ toJSON: () => [1] }), NO_JSON],
  [() => ({ toJSON: () => 'text' }), NO_JSON],
  [() => ({ n: 1n }), NO_JSON],
  [() => ({ toJSON() {} }), NO_JSON],
  [
    () => ({
      toJSON() {
        throw 0;
      },
    }),
    NO_JSON,
  ],
  [circular, NO_JSON],
  [revoked, NO_JSON],
  [() => '\ud800', 'input: param: expected well-formed Unicode, found a lone surrogate'],
  [() => 'a'.repeat((64 << 20) + 1), 'input: param: expected at most 64 Mi characters or bytes, found more'],
];

/** @type {import('./fixtures.js').Cases} */
export const encryption = {
  async 'takes an object, a string or bytes'() {
    await each([QUERY, JSON_OF_QUERY, new TextEncoder().encode(JSON_OF_QUERY)], (param) => {
      same(encryptParam(param, CIPHER), KNOWN_ANSWER);
    });
  },

  'keeps the order of the keys'() {
    same(encryptParam({ b: 1, a: '豪😀' }, CIPHER), encryptParam('{"b":1,"a":"豪😀"}', CIPHER));
    same(encryptParam({ b: 1, a: 2 }, CIPHER) === encryptParam({ a: 2, b: 1 }, CIPHER), false);
  },

  async 'refuses an invalid param'() {
    await each(WRONG, async ([param, expected]) => {
      const given = param();
      same(await refusal(() => encryptParam(given, CIPHER)), expected);
      same(await refusal(() => new CouponClient(config()).encryptParam(given)), expected);
    });
  },

  'accepts text that contains U+FFFD'() {
    same(encryptParam('\ufffd', CIPHER).length, 16);
  },

  'an envelope has three strings: param, channel and timestamp'() {
    const expected = { param: KNOWN_ANSWER, channel: 'hkl-test', timestamp: '1581406120924' };
    same({ ...buildEnvelope(QUERY, config()) }, expected);
    same({ ...new CouponClient(config()).buildEnvelope(QUERY) }, expected);
  },

  async 'the timestamp of an envelope is whole milliseconds'() {
    /** @type {[number, string][]} */
    const rows = [
      [1581406120924, '1581406120924'],
      [1581406120924.9, '1581406120924'],
      [0, '0'],
      [8.64e15, '8640000000000000'],
    ];
    await each(rows, ([now, expected]) => same(buildEnvelope({}, config({ now: () => now })).timestamp, expected));
  },

  'each call of client.encryptParam gives the result of encryptParam'() {
    const client = new CouponClient(config());
    same([client.encryptParam(QUERY), client.encryptParam(QUERY)], [KNOWN_ANSWER, KNOWN_ANSWER]);
  },
};

void runAlone('encryption.js', encryption);
