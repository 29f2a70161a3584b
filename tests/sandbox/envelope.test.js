// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import { desEcb } from '../../sandbox/decrypt.js';
import { SANDBOX_CHANNEL } from '../../sandbox/app.js';
import { failures } from '../../sandbox/failures.js';
import { startSandbox } from '../../sandbox/server.js';
import { encrypt, envelope, post, PUBLISHED_MEMBER, PUBLISHED_PLATFORM } from './support.js';

const sandbox = await startSandbox();
after(() => sandbox.close());

const good = { memberId: PUBLISHED_MEMBER };
const minutes = 60_000;

/** @param {unknown} timestamp */
const at = (timestamp) => envelope(good, { timestamp });
/** @param {unknown} param */
const withParam = (param) => envelope(good, { param });
/** @param {string | Uint8Array} plaintext */
const ofPlaintext = (plaintext) => withParam(encrypt(plaintext));

/** @type {Record<keyof typeof failures, [string, unknown, Record<string, string>?][]>} */
const refused = {
  contentType: [
    ['text', envelope(good), { 'content-type': 'text/plain' }],
    ['a form', envelope(good), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a longer name', envelope(good), { 'content-type': 'application/jsonp' }],
  ],
  body: [
    ['not JSON', 'param=1'],
    ['nothing', ''],
    ['an array', [envelope(good)]],
    ['null', 'null'],
    ['a string', '"text"'],
  ],
  fieldType: [
    ['param a number', envelope(good, { param: 12 })],
    ['param null', envelope(good, { param: null })],
    ['channel a number', envelope(good, { channel: 1 })],
    ['channel an object', envelope(good, { channel: {} })],
  ],
  channel: [
    ['another', envelope(good, { channel: 'hkl-prod' })],
    ['another case', envelope(good, { channel: 'HKL-TEST' })],
    ['none', envelope(good, { channel: undefined })],
  ],
  timestampFormat: [
    ['a JSON number', at(Date.now())],
    ['none', at(undefined)],
    ['empty', at('')],
    ['a date', at(new Date().toISOString())],
    ['with a fraction', at(`${Date.now()}.5`)],
    ['with a space', at(` ${Date.now()}`)],
    ['hexadecimal', at(`0x${Date.now().toString(16)}`)],
  ],
  timestampStale: [
    ['six minutes ago', at(String(Date.now() - 6 * minutes))],
    ['in six minutes', at(String(Date.now() + 6 * minutes))],
    ['in seconds', at(String(Math.floor(Date.now() / 1000)))],
    ['the published example', at('1581406120924')],
  ],
  param: [
    ['none', withParam(undefined)],
    ['empty', withParam('')],
    ['lower case', withParam(encrypt(JSON.stringify(good)).toLowerCase())],
    ['half a block', withParam(encrypt(JSON.stringify(good)).slice(0, 24))],
    ['not hex', withParam('Z'.repeat(32))],
    ['base64', withParam(Buffer.from(encrypt('{}'), 'hex').toString('base64'))],
    ['a wrong key', withParam(encrypt(JSON.stringify(good), 'sandbox1'))],
    ['the published example', withParam('218A7F0EF1F6DE7B416697BA70F26DECACF130C42A4F59D422D48A6AC290F4AE')],
    ['not UTF-8', ofPlaintext(new Uint8Array([0xff, 0xfe, 0x7b, 0x7d]))],
  ],
  plaintext: [
    ['not JSON', ofPlaintext('memberId=1')],
    ['empty', ofPlaintext('')],
    ['an array', ofPlaintext('[]')],
    ['null', ofPlaintext('null')],
    ['a string', ofPlaintext('"text"')],
    ['a byte order mark', ofPlaintext(`\ufeff${JSON.stringify(good)}`)],
  ],
  idsEmpty: [
    ['absent', envelope({})],
    ['empty', envelope({ memberId: '', platformId: '' })],
    ['blank', envelope({ memberId: ' \t', platformId: '\u3000' })],
    ['null', envelope({ memberId: null, platformId: null })],
  ],
  idType: [
    ['a number', envelope({ memberId: 1234567890123 })],
    ['an array', envelope({ platformId: [PUBLISHED_PLATFORM] })],
  ],
  idsDiffer: [
    ['two members', envelope({ memberId: 'SANDBOXMEMBER', platformId: PUBLISHED_PLATFORM })],
    ['a member and an unknown platform id', envelope({ memberId: PUBLISHED_MEMBER, platformId: 'oNobody' })],
    ['an unknown member and a platform id', envelope({ memberId: 'SANDBOXNOBODY', platformId: PUBLISHED_PLATFORM })],
  ],
  unknownMember: [
    ['an unknown member id', envelope({ memberId: 'SANDBOXNOBODY' })],
    ['two unknown ids', envelope({ memberId: 'SANDBOXNOBODY', platformId: 'oNobody' })],
    ['a platform id for a member id', envelope({ memberId: PUBLISHED_PLATFORM })],
    ['with a space', envelope({ memberId: `${PUBLISHED_MEMBER} ` })],
    ['another case', envelope({ memberId: PUBLISHED_MEMBER.toLowerCase() })],
    ['an inherited name', envelope({ memberId: 'constructor' })],
  ],
};

for (const [name, rows] of Object.entries(refused)) {
  const { code } = failures[/** @type {keyof typeof failures} */ (name)];
  describe(`code ${code}, ${name}`, () => {
    for (const [title, body, headers] of rows) {
      test(title, async () => {
        const response = await post(sandbox.url, body, { headers });
        const text = await response.text();
        const answer = JSON.parse(text);

        assert.equal(response.status, 200);
        assert.equal(answer.code, code);
        assert.match(answer.msg, /\p{Script=Han}/u);
        assert.deepEqual(Object.keys(answer), ['msg', 'code']);
        for (const id of [PUBLISHED_MEMBER, PUBLISHED_PLATFORM, 'SANDBOX', 'oNobody']) assert.ok(!text.includes(id));
      });
    }
  });
}

for (const name of ['README.md', 'README.zh-CN.md']) {
  test(`a request with all defects, which are mended one by one, gets the codes in the order of ${name}`, async () => {
    const query = (/** @type {unknown} */ ids) => encrypt(JSON.stringify(ids));
    const now = () => String(Date.now());
    let fields = /** @type {Record<string, unknown>} */ ({ param: 1, channel: 'other', timestamp: 1 });
    const codes = [];
    for (const mend of /** @type {Array<Record<string, unknown> | unknown[] | null>} */ ([
      null,
      [],
      {},
      { param: 'not hex' },
      { channel: SANDBOX_CHANNEL },
      { timestamp: '1581406120924' },
      { timestamp: now() },
      { param: encrypt('[]') },
      { param: query({}) },
      { param: query({ memberId: PUBLISHED_PLATFORM, platformId: 1 }) },
      { param: query({ memberId: 'SANDBOXMEMBER', platformId: PUBLISHED_PLATFORM }) },
      { param: query({ memberId: 'SANDBOXNOBODY' }) },
      { param: query(good) },
    ])) {
      // The first request also has another content type, and the first two have an array as their body.
      const isObject = mend !== null && !Array.isArray(mend);
      fields = { ...fields, ...(isObject && mend) };
      const response = await post(sandbox.url, isObject ? fields : [fields], mend === null ? { headers: { 'content-type': 'text/plain' } } : {});
      codes.push((await response.json()).code);
    }
    const readme = await readFile(new URL(`../../sandbox/${name}`, import.meta.url), 'utf8');
    const listed = [...readme.matchAll(/^\| (\d{4}) \|/gm)].map(([, code]) => Number(code));
    assert.deepEqual(codes, [...listed, 0]);
    assert.equal(listed.length, Object.keys(failures).length);
  });
}

test('each failure has a unique code and a unique message', () => {
  const all = Object.values(failures);
  assert.equal(new Set(all.map(({ code }) => code)).size, all.length);
  assert.equal(new Set(all.map(({ msg }) => msg)).size, all.length);
  assert.ok(all.every(({ code }) => code !== 0));
});

describe('accepted', () => {
  for (const [title, body, headers] of /** @type {[string, unknown, Record<string, string>?][]} */ ([
    ['a charset beside the content type', envelope(good), { 'content-type': 'Application/JSON; charset=utf-8' }],
    ['four minutes ago', at(String(Date.now() - 4 * minutes))],
    ['in four minutes', at(String(Date.now() + 4 * minutes))],
    ['unknown fields', { ...envelope({ ...good, page: 1 }), sign: 'x' }],
    ['spaces in the plaintext', ofPlaintext(JSON.stringify(good, null, 2))],
  ])) {
    test(title, async () => {
      const response = await post(sandbox.url, body, { headers });
      assert.equal(JSON.parse(await response.text()).code, 0);
    });
  }
});

describe('decrypt', () => {
  /** The result of Java's `Cipher.getInstance("DES")` and of OpenSSL's legacy `des-ecb` for the key 12345678. */
  const vector = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

  test('desEcb decrypts single DES', () => {
    assert.equal(desEcb('12345678')(vector), '{"memberId":"K1H93QDKI00B7"}');
  });

  test('only the first eight bytes of the key are used', () => {
    assert.equal(desEcb('12345678 and more')(vector), '{"memberId":"K1H93QDKI00B7"}');
  });

  test('the error for a key of less than eight bytes does not contain it', () => {
    assert.throws(
      () => desEcb('7secret'),
      (error) => error instanceof RangeError && !/secret/.test(error.message),
    );
  });
});

describe('options', () => {
  test('key, channel and clock skew are configurable', async () => {
    const own = await startSandbox({ key: 'another key', channel: 'mine', maxClockSkewMs: Infinity });
    try {
      const param = encrypt(JSON.stringify(good), 'another key');
      const body = { param, channel: 'mine', timestamp: '1581406120924' };
      assert.equal(JSON.parse(await (await post(own.url, body)).text()).code, 0);
      assert.equal(JSON.parse(await (await post(own.url, envelope(good))).text()).code, failures.channel.code);
    } finally {
      await own.close();
    }
  });

  test('the decryption can be replaced by a function', async () => {
    const own = await startSandbox({ decrypt: (param) => Buffer.from(param, 'base64').toString() });
    try {
      const body = withParam(Buffer.from(JSON.stringify(good)).toString('base64'));
      assert.equal(JSON.parse(await (await post(own.url, body)).text()).code, 0);
    } finally {
      await own.close();
    }
  });

  test('every API answer waits for the latency', async () => {
    const own = await startSandbox({ latencyMs: 120 });
    try {
      const started = performance.now();
      await (await post(own.url, envelope(good))).text();
      assert.ok(performance.now() - started >= 115);
    } finally {
      await own.close();
    }
  });
});
