// @ts-check
// Request bodies: their content type, form, size and speed.
import assert from 'node:assert/strict';
import { checkRefusal, expectCoupons, expectRefusalBeforeCrm, health, MEMBER, send, wait } from '../fixture.js';
import { runAlone } from '../run-alone.js';
import { rejectedBodies, seed } from './random-bodies.js';

const TEN_MB = 10 * 2 ** 20;
const MALFORMED = /** @type {const} */ ([400, 'malformed query']);
const TOO_LARGE = /** @type {const} */ ([413, 'body of more than 4 KB']);

/** Yields the pieces with a pause after each. @param {Iterable<string | Uint8Array>} pieces @param {number} [ms] */
async function* slowly(pieces, ms = 0) {
  for (const piece of pieces) {
    yield piece;
    if (ms) await wait(ms);
  }
}

/** Blocks of white space. @param {number} bytes */
function* megabytes(bytes) {
  const block = Buffer.alloc(2 ** 16, 0x20);
  for (let sent = 0; sent < bytes; sent += block.length) yield block;
}

/** @type {import('../fixture.js').Checks} */
export const bodies = {
  async 'content types: application/json, in UTF-8'(fixture) {
    const body = { memberId: MEMBER };
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8', 'application/json; charset="utf-8"']) {
      await expectCoupons(fixture, { session: fixture.member, body, headers: { 'content-type': type } });
    }
    for (const type of [
      undefined,
      '',
      'text/json',
      'application/jsonp',
      'application/json; charset=utf-16',
      'application/json; charset=gbk',
      'application/json; boundary=x',
      'application/json, text/plain',
      'text/plain, application/json',
      'application/problem+json',
      'application/x-www-form-urlencoded',
      'text/plain;application/json',
    ]) {
      await expectRefusalBeforeCrm(
        fixture,
        { session: fixture.member, body: JSON.stringify(body), headers: { 'content-type': type } },
        415,
        'content type other than application/json',
      );
    }
  },

  async 'bodies that are not a query'(fixture) {
    const id = `"${MEMBER}"`;
    for (const body of [
      undefined,
      '',
      ' ',
      'null',
      'true',
      '1',
      id,
      '[]',
      `[{"memberId":${id}}]`,
      '{}',
      '{"memberId":""}',
      '{"memberId":" \\t\\u3000"}',
      '{"memberId":null}',
      '{"memberId":null,"platformId":null}',
      '{"memberId":1}',
      '{"memberId":true}',
      `{"memberId":[${id}]}`,
      `{"memberId":{"$ne":""}}`,
      `{"memberId":${id},"platformId":7}`,
      `{"memberId":${id},"x":1}`,
      `{"memberId":${id},"caller":"${MEMBER}"}`,
      `{"memberid":${id}}`,
      `{"memberId":${id}`,
      `{"memberId":${id}}}`,
      `{"memberId":${id}} {}`,
      `{"memberId":${id},}`,
      `{'memberId':'${MEMBER}'}`,
      `{memberId:${id}}`,
      `{"memberId":${id}}//`,
      `/**/{"memberId":${id}}`,
      `\u0000{"memberId":${id}}`,
      `memberId=${MEMBER}`,
      `{"memberId":"${MEMBER}\n"}`,
      '{"memberId":"\\ud800"}',
      '{"memberId":"\\udc00\\ud800"}',
      `{"memberId":${id},"platformId":"\\udfff"}`,
      Buffer.from(`{"memberId":"\xff"}`, 'latin1'),
      Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]),
      Buffer.from([...Buffer.from('{"memberId":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
      Buffer.from(`\ufeff{"memberId":${id}}`, 'utf16le'),
      Buffer.from(`{"memberId":${id}}`, 'utf16le'),
    ]) {
      await expectRefusalBeforeCrm(fixture, { session: fixture.admin, body }, ...MALFORMED);
    }
  },

  async 'of a duplicate field the last value counts, as in JSON.parse, for the permission and for the CRM'(fixture) {
    const twice = (/** @type {string} */ first, /** @type {string} */ last) => `{"memberId":"${first}","memberId":"${last}"}`;
    await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: twice(MEMBER, 'SANDBOXWEEKLY') }, 403, 'not allowed');
    const { list } = await expectCoupons(fixture, { session: fixture.member, body: twice('SANDBOXWEEKLY', MEMBER) });
    const own = await expectCoupons(fixture, { session: fixture.member, body: { memberId: MEMBER } });
    assert.deepEqual(list, own.list);
  },

  async 'a byte order mark before the JSON is ignored'(fixture) {
    await expectCoupons(fixture, { session: fixture.member, body: Buffer.from(`\ufeff{"memberId":"${MEMBER}"}`) });
  },

  async '4,096 bytes are accepted, 4,097 are refused'(fixture) {
    const padded = (/** @type {number} */ length) => JSON.stringify({ memberId: MEMBER }).padEnd(length);
    await expectCoupons(fixture, { session: fixture.member, body: padded(4_096) });
    await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: padded(4_097) }, ...TOO_LARGE);
    await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: slowly(padded(4_097)) }, ...TOO_LARGE);
    await expectCoupons(fixture, { session: fixture.member, body: slowly(padded(4_096).match(/.{1,64}/g) ?? []) });
  },

  async '10 MB with a Content-Length: refused at once, while other requests are served'(fixture) {
    const headers = { 'content-length': String(TEN_MB) };
    const [answer, , others] = await Promise.all([
      expectRefusalBeforeCrm(fixture, { session: fixture.member, headers, body: slowly(megabytes(TEN_MB), 5) }, ...TOO_LARGE),
      // Declares 10 MB but sends one byte.
      expectRefusalBeforeCrm(fixture, { session: fixture.member, headers, body: slowly(['{'], 100) }, ...TOO_LARGE),
      slowestHealthMs(fixture),
    ]);
    assert.ok(answer.ms < 3_000, `refused after ${answer.ms} ms`);
    assert.ok(others < 1_500, `health after ${others} ms`);
  },

  async '10 MB in chunks: refused, while other requests are served'(fixture) {
    const [answer, others] = await Promise.all([
      expectRefusalBeforeCrm(fixture, { session: fixture.member, body: slowly(megabytes(TEN_MB), 5) }, ...TOO_LARGE),
      slowestHealthMs(fixture),
    ]);
    assert.ok(answer.ms < 5_000, `refused after ${answer.ms} ms`);
    assert.ok(others < 1_500, `health after ${others} ms`);
  },

  async 'ten bodies of 10 MB at full speed: each is refused or its connection closed, while other requests are served'(fixture) {
    const before = fixture.crm.requests;
    const began = performance.now();
    const flood = Array.from({ length: 10 }, async () => {
      const answer = await send(fixture, { session: fixture.member, body: slowly(megabytes(TEN_MB)) }).catch(
        (/** @type {NodeJS.ErrnoException} */ error) => error,
      );
      if (answer instanceof Error) assert.match(String(answer.code), /^(EPIPE|ECONNRESET)$/);
      else checkRefusal(fixture, answer, ...TOO_LARGE);
    });
    const [others] = await Promise.all([slowestHealthMs(fixture), ...flood]);
    assert.ok(performance.now() - began < 10_000);
    assert.ok(others < 2_000, `health after ${others} ms`);
    assert.equal(fixture.crm.requests, before);
  },

  async 'one byte a second: refused after the time-out for bodies, while other requests are served'(fixture) {
    const [text, others] = [JSON.stringify({ memberId: MEMBER }), slowestHealthMs(fixture)];
    const { ms } = await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: slowly(text, 1_000) }, 408, 'slow body');
    assert.ok(ms > 1_300 && ms < 4_000, `${ms} ms`);
    assert.ok((await others) < 1_500);
    const announced = { 'content-length': String(text.length) };
    await expectRefusalBeforeCrm(fixture, { session: fixture.member, headers: announced, body: slowly(text, 1_000) }, 408, 'slow body');
  },

  async 'deep nesting is refused, brackets in strings are not nesting'(fixture) {
    for (const body of [
      '['.repeat(4_000),
      '{"memberId":'.repeat(300),
      `{"memberId":${'['.repeat(2_000)}${']'.repeat(2_000)}}`,
      '{"memberId":{"a":1}}',
      `{"memberId":{"a":1},"memberId":"${MEMBER}"}`,
      `{"memberId":[],"memberId":"${MEMBER}"}`,
    ]) {
      await expectRefusalBeforeCrm(fixture, { session: fixture.admin, body }, ...MALFORMED);
    }
    for (const body of ['['.repeat(10_000), `{"memberId":${'['.repeat(5_000)}${']'.repeat(5_000)}}`])
      await expectRefusalBeforeCrm(fixture, { session: fixture.admin, body }, ...TOO_LARGE);
    // 403 and not 400, because brackets in a string are part of the id.
    for (const id of ['['.repeat(128), '{[}]'.repeat(32), '\\"[['.repeat(32), `"${'['.repeat(20)}`]) {
      await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: { memberId: id } }, 403, 'not allowed');
    }
  },

  async 'an id of 128 characters is accepted and one of 129 refused, also if the characters are escaped'(fixture) {
    const ask = (/** @type {string} */ text, /** @type {number} */ length) => `{"memberId":"${text.repeat(length)}","platformId":"${text.repeat(length)}"}`;
    for (const text of ['x', '豪', '😀', '\\u8c6a', '\\ud83d\\ude00']) {
      await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: ask(text, 128) }, 403, 'not allowed');
      await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: ask(text, 129) }, ...MALFORMED);
    }
  },

  async 'keys that could pollute the prototype'(fixture) {
    const prototype = async () => (await send(fixture, { method: 'GET', path: '/prototype' })).text;
    const before = await prototype();
    assert.ok(JSON.parse(before).includes('toString'));
    for (const body of [
      '{"__proto__":{"memberId":"x"}}',
      `{"__proto__":"${MEMBER}"}`,
      `{"memberId":"${MEMBER}","__proto__":1}`,
      `{"memberId":"${MEMBER}","__proto__":null}`,
      `{"memberId":"${MEMBER}","constructor":"x"}`,
      `{"memberId":"${MEMBER}","prototype":"x"}`,
      `{"memberId":"${MEMBER}","toString":"x"}`,
      `{"memberId":"${MEMBER}","hasOwnProperty":"x"}`,
      `{"constructor":{"prototype":{"memberId":"${MEMBER}"}}}`,
      `{"\\u005f_proto__":"${MEMBER}"}`,
    ]) {
      await expectRefusalBeforeCrm(fixture, { session: fixture.admin, body }, ...MALFORMED);
    }
    assert.equal(await prototype(), before);
    await expectRefusalBeforeCrm(fixture, { session: fixture.admin, body: {} }, ...MALFORMED);
  },

  async 'a client that disconnects in the middle of its body'(fixture) {
    const before = fixture.crm.requests;
    const signal = AbortSignal.timeout(200);
    const headers = { 'content-length': '100' };
    await assert.rejects(expectRefusalBeforeCrm(fixture, { session: fixture.member, headers, body: slowly(['{"memberId":'], 400), signal }, 0, ''));
    assert.equal(fixture.crm.requests, before);
    await health(fixture);
  },

  async '1,000 random bodies'(fixture) {
    const before = fixture.crm.requests;
    const seen = new Map();
    for (const rows of batches(rejectedBodies(), 20)) {
      await Promise.all(
        rows.map(async ({ body, expected }) => {
          const title = { 400: 'malformed query', 403: 'not allowed', 413: 'body of more than 4 KB' }[expected];
          await expectRefusalBeforeCrm(fixture, { session: fixture.member, body }, expected, title).catch((error) => {
            throw new Error(`seed ${seed}, ${Buffer.from(body).toString('base64')}: ${error.message}`);
          });
          seen.set(expected, (seen.get(expected) ?? 0) + 1);
        }),
      );
    }
    assert.equal(
      [...seen.values()].reduce((sum, count) => sum + count),
      1_000,
    );
    assert.ok(seen.get(400) > 500 && seen.get(403) > 20 && seen.get(413) > 10, JSON.stringify([...seen]));
    assert.equal(fixture.crm.requests, before);
  },
};

/** Returns the longest time that one of ten requests for the health took, in milliseconds. @param {import('../fixture.js').Fixture} fixture */
async function slowestHealthMs(fixture) {
  let slowest = 0;
  for (let times = 0; times < 10; times += 1) {
    const began = performance.now();
    await health(fixture);
    slowest = Math.max(slowest, performance.now() - began);
    await wait(20);
  }
  return slowest;
}

/** @template T @param {T[]} all @param {number} size */
function* batches(all, size) {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

runAlone('body.js', bodies);
