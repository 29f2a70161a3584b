// @ts-check
// Bodies: what they may be, how much of them, and how long they may take.
import assert from 'node:assert/strict';
import { answerTo, checkRefusal, health, keptOut, MEMBER, served, wait } from '../given.js';
import { runAlone } from '../run-alone.js';
import { rejectedBodies, seed } from './random-bodies.js';

const TEN_MB = 10 * 2 ** 20;
const MALFORMED = /** @type {const} */ ([400, 'malformed query']);
const TOO_LARGE = /** @type {const} */ ([413, 'body of more than 4 KB']);

/** Its pieces, with a pause between them. @param {Iterable<string | Uint8Array>} pieces @param {number} [ms] */
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

/** @type {import('../given.js').Checks} */
export const bodies = {
  async 'content types: application/json, in UTF-8'(given) {
    const body = { memberId: MEMBER };
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8', 'application/json; charset="utf-8"']) {
      await served(given, { session: given.member, body, headers: { 'content-type': type } });
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
      await keptOut(
        given,
        { session: given.member, body: JSON.stringify(body), headers: { 'content-type': type } },
        415,
        'content type other than application/json',
      );
    }
  },

  async 'what is no query'(given) {
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
      await keptOut(given, { session: given.admin, body }, ...MALFORMED);
    }
  },

  async 'a field that stands twice is read as JSON.parse reads it: once, for permission and for the CRM alike'(given) {
    const twice = (/** @type {string} */ first, /** @type {string} */ last) => `{"memberId":"${first}","memberId":"${last}"}`;
    await keptOut(given, { session: given.member, body: twice(MEMBER, 'SANDBOXWEEKLY') }, 403, 'not allowed');
    const { list } = await served(given, { session: given.member, body: twice('SANDBOXWEEKLY', MEMBER) });
    const own = await served(given, { session: given.member, body: { memberId: MEMBER } });
    assert.deepEqual(list, own.list);
  },

  async 'a byte order mark before it is no part of it'(given) {
    await served(given, { session: given.member, body: Buffer.from(`\ufeff{"memberId":"${MEMBER}"}`) });
  },

  async '4,096 bytes are taken, one more is not'(given) {
    const padded = (/** @type {number} */ length) => JSON.stringify({ memberId: MEMBER }).padEnd(length);
    await served(given, { session: given.member, body: padded(4_096) });
    await keptOut(given, { session: given.member, body: padded(4_097) }, ...TOO_LARGE);
    await keptOut(given, { session: given.member, body: slowly(padded(4_097)) }, ...TOO_LARGE);
    await served(given, { session: given.member, body: slowly(padded(4_096).match(/.{1,64}/g) ?? []) });
  },

  async '10 MB, announced: refused at once, and others are served meanwhile'(given) {
    const headers = { 'content-length': String(TEN_MB) };
    const [answer, , others] = await Promise.all([
      keptOut(given, { session: given.member, headers, body: slowly(megabytes(TEN_MB), 5) }, ...TOO_LARGE),
      // Announced, and never sent.
      keptOut(given, { session: given.member, headers, body: slowly(['{'], 100) }, ...TOO_LARGE),
      quick(given),
    ]);
    assert.ok(answer.ms < 3_000, `refused after ${answer.ms} ms`);
    assert.ok(others < 1_500, `health after ${others} ms`);
  },

  async '10 MB in chunks: refused, and others are served meanwhile'(given) {
    const [answer, others] = await Promise.all([keptOut(given, { session: given.member, body: slowly(megabytes(TEN_MB), 5) }, ...TOO_LARGE), quick(given)]);
    assert.ok(answer.ms < 5_000, `refused after ${answer.ms} ms`);
    assert.ok(others < 1_500, `health after ${others} ms`);
  },

  async 'ten times 10 MB as fast as can be, whether the answer is read or not: refused or cut off, and others are served meanwhile'(given) {
    const before = given.crm.asked;
    const began = performance.now();
    const flood = Array.from({ length: 10 }, async () => {
      const answer = await answerTo(given, { session: given.member, body: slowly(megabytes(TEN_MB)) }).catch(
        (/** @type {NodeJS.ErrnoException} */ error) => error,
      );
      if (answer instanceof Error) assert.match(String(answer.code), /^(EPIPE|ECONNRESET)$/);
      else checkRefusal(given, answer, ...TOO_LARGE);
    });
    const [others] = await Promise.all([quick(given), ...flood]);
    assert.ok(performance.now() - began < 10_000);
    assert.ok(others < 2_000, `health after ${others} ms`);
    assert.equal(given.crm.asked, before);
  },

  async 'one byte a second: refused in time, and others are served meanwhile'(given) {
    const [text, others] = [JSON.stringify({ memberId: MEMBER }), quick(given)];
    const { ms } = await keptOut(given, { session: given.member, body: slowly(text, 1_000) }, 408, 'slow body');
    assert.ok(ms > 1_300 && ms < 4_000, `${ms} ms`);
    assert.ok((await others) < 1_500);
    const announced = { 'content-length': String(text.length) };
    await keptOut(given, { session: given.member, headers: announced, body: slowly(text, 1_000) }, 408, 'slow body');
  },

  async 'depth: 10,000 brackets, and brackets in strings'(given) {
    for (const body of [
      '['.repeat(4_000),
      '{"memberId":'.repeat(300),
      `{"memberId":${'['.repeat(2_000)}${']'.repeat(2_000)}}`,
      '{"memberId":{"a":1}}',
      `{"memberId":{"a":1},"memberId":"${MEMBER}"}`,
      `{"memberId":[],"memberId":"${MEMBER}"}`,
    ]) {
      await keptOut(given, { session: given.admin, body }, ...MALFORMED);
    }
    for (const body of ['['.repeat(10_000), `{"memberId":${'['.repeat(5_000)}${']'.repeat(5_000)}}`])
      await keptOut(given, { session: given.admin, body }, ...TOO_LARGE);
    // In a string they are letters: this one gets as far as permission.
    for (const id of ['['.repeat(128), '{[}]'.repeat(32), '\\"[['.repeat(32), `"${'['.repeat(20)}`]) {
      await keptOut(given, { session: given.member, body: { memberId: id } }, 403, 'not allowed');
    }
  },

  async 'an id of 128 characters is taken, one more is not, however it is written'(given) {
    const ask = (/** @type {string} */ text, /** @type {number} */ length) => `{"memberId":"${text.repeat(length)}","platformId":"${text.repeat(length)}"}`;
    for (const text of ['x', '豪', '😀', '\\u8c6a', '\\ud83d\\ude00']) {
      await keptOut(given, { session: given.member, body: ask(text, 128) }, 403, 'not allowed');
      await keptOut(given, { session: given.member, body: ask(text, 129) }, ...MALFORMED);
    }
  },

  async 'keys that reach for the prototype'(given) {
    const prototype = async () => (await answerTo(given, { method: 'GET', path: '/prototype' })).text;
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
      await keptOut(given, { session: given.admin, body }, ...MALFORMED);
    }
    assert.equal(await prototype(), before);
    await keptOut(given, { session: given.admin, body: {} }, ...MALFORMED);
  },

  async 'a body that breaks off'(given) {
    const before = given.crm.asked;
    const signal = AbortSignal.timeout(200);
    const headers = { 'content-length': '100' };
    await assert.rejects(keptOut(given, { session: given.member, headers, body: slowly(['{"memberId":'], 400), signal }, 0, ''));
    assert.equal(given.crm.asked, before);
    await health(given);
  },

  async '1,000 random bodies'(given) {
    const before = given.crm.asked;
    const seen = new Map();
    for (const rows of batches(rejectedBodies(), 20)) {
      await Promise.all(
        rows.map(async ({ body, expected }) => {
          const title = { 400: 'malformed query', 403: 'not allowed', 413: 'body of more than 4 KB' }[expected];
          await keptOut(given, { session: given.member, body }, expected, title).catch((error) => {
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
    assert.equal(given.crm.asked, before);
  },
};

/** How long the slowest of ten looks at its health takes, while something else is going on. @param {import('../given.js').Given} given */
async function quick(given) {
  let slowest = 0;
  for (let times = 0; times < 10; times += 1) {
    const began = performance.now();
    await health(given);
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
