// @ts-check
// The limits on an answer: bytes, pieces, levels of nesting, values, and characters of the CRM's message.
import { CouponClient } from 'houcaller-coupons';
import { COUPONS, QUERY, RESPONSE, answering, config, list, refusal, thrownBy, describeError } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { between, each, same } from './same.js';

const BYTES = new TextEncoder().encode(RESPONSE).length;
const TOO_LARGE = 'decode: the answer: expected at most maxAnswerBytes bytes, found more';
const TOO_MANY = 'decode: the answer: expected at most maxAnswerBytes / 16 values, found more';
const TOO_DEEP = 'decode: the answer: expected at most 500 levels of nesting, found more';
const piece = (/** @type {string} */ character) => new TextEncoder().encode(character.repeat(65_536));
const PIECE = piece(' ');

/**
 * An endless answer, and how many pieces of it were read.
 *
 * @param {number} [ms] between its pieces
 * @param {Uint8Array} [piece]
 */
function endless(ms = 0, piece = PIECE) {
  const taken = { pieces: 0, cancelled: false };
  const stream = new ReadableStream({
    async pull(controller) {
      if (ms) await new Promise((resolve) => setTimeout(resolve, ms));
      taken.pieces += 1;
      controller.enqueue(piece);
    },
    cancel: () => void (taken.cancelled = true),
  });
  return { taken, answer: new Response(stream) };
}

/** @param {string} text @param {number} [piece] bytes in each */
function inPieces(text, piece = 7) {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, (at += piece)));
      if (at >= bytes.length) controller.close();
    },
  });
}

/** An answer whose chunks are exactly these. @param {string[]} chunks */
const chunked = (...chunks) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
  );

/** The ways in which a text can be answered. @type {Record<string, (text: string) => object>} */
const FORMS = {
  response: (text) => new Response(text),
  stream: (text) => new Response(inPieces(text, 1_000)),
  arrayBuffer: (text) => ({ status: 200, arrayBuffer: async () => new TextEncoder().encode(text).buffer }),
  text: (text) => ({ status: 200, text: async () => text }),
  json: (text) => ({ status: 200, json: async () => JSON.parse(text) }),
};

/** An answer of two levels, with brackets nested in them. @param {number} times @param {string} open @param {string} close */
const nested = (times, open, close) => `{"code":0,"data":{"more":${open.repeat(times)}1${close.repeat(times)}}}`;

/**
 * With this limit, an answer may have 100,000 values. JSON of up to 1.5 characters per allowed value cannot have more, so only a
 * longer one is searched for values.
 */
const FEW_VALUES = { maxAnswerBytes: 1_000_000 };
const LONG = 150_001;

/** @param {number} count */
const values = (count) => `{"code":0,"data":[${Array(count).fill(0).join(',')}]}`;

/** @param {(() => object)[]} answers @param {object} [options] */
function asked(answers, options = {}) {
  let times = 0;
  const given = config({
    retry: { limit: 2, minDelayMs: 0, maxDelayMs: 0 },
    fetch: async () => answers[Math.min(times++, answers.length - 1)]?.(),
    ...options,
  });
  return { given, times: () => times };
}

/** @type {import('./fixtures.js').Cases} */
export const bounds = {
  async 'an answer of maxAnswerBytes is accepted; one more byte is an error, and is not retried'() {
    await each(Object.entries(FORMS), async ([, answer]) => {
      same((await list({ ...asked([() => answer(RESPONSE)]).given, maxAnswerBytes: BYTES })).length, COUPONS);
      const { given, times } = asked([() => answer(RESPONSE)]);
      const thrown = await thrownBy(list({ ...given, maxAnswerBytes: BYTES - 1 }));
      same([describeError(thrown), thrown.status, thrown.retryable, thrown.attempts, times()], [TOO_LARGE, 200, false, 1, 1]);
    });
  },

  async 'an endless answer is cancelled at maxAnswerBytes'() {
    const { taken, answer } = endless();
    same(await refusal(list(config({ fetch: async () => answer, maxAnswerBytes: 1_000_000 }))), TOO_LARGE);
    // 16 pieces exceed the limit. A stream may have pulled some in advance.
    same([taken.pieces >= 16 && taken.pieces < 32, taken.cancelled], [true, true]);
  },

  async 'an endless answer of brackets is cancelled after its first pieces'() {
    const { taken, answer } = endless(0, piece('['));
    same(await refusal(list(config({ fetch: async () => answer }))), TOO_DEEP);
    same([taken.pieces < 8, taken.cancelled], [true, true]);
  },

  async 'an answer is cancelled at the deadline, even if fetch ignores the signal'() {
    const { taken, answer } = endless(10);
    same(await refusal(list(config({ fetch: async () => answer }), { timeoutMs: 100 })), 'timeout: no complete answer came within 100 ms');
    await new Promise((resolve) => setTimeout(resolve, 100));
    same(taken.cancelled, true);
  },

  async 'an answer in pieces is joined, even if they split a character; too many pieces are an error'() {
    await each([1, 2, 3, 7, 1_000], async (piece) => {
      same(await list(config({ fetch: async () => new Response(inPieces(RESPONSE, piece)) })), JSON.parse(RESPONSE).data.list);
    });
    const many = asked([() => new Response(inPieces(' '.repeat(100_001), 1))]);
    same(await refusal(list(many.given)), 'decode: the answer: expected at most 100000 pieces, found more');
  },

  async 'an answer that breaks off is a network error, and is retried'() {
    const broken = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.enqueue(PIECE);
            controller.error(new TypeError('reset'));
          },
        }),
      );
    const { given, times } = asked([broken, () => new Response(RESPONSE)]);
    same((await list(given)).length, COUPONS);
    same(times(), 2);
    same(await refusal(list(asked([broken]).given)), 'network: no complete answer came from the CRM');
  },

  async 'an answer whose Content-Length exceeds maxAnswerBytes is not read, unless it is compressed'() {
    const answer = (/** @type {number} */ length, /** @type {string | null} */ encoding = null) => ({
      status: 200,
      headers: { get: (/** @type {string} */ name) => ({ 'content-length': String(length), 'content-encoding': encoding })[name] ?? null },
      text: async () => RESPONSE,
    });
    const most = 64 * 2 ** 20;
    same(await refusal(list(asked([() => answer(most + 1)]).given)), TOO_LARGE);
    same(await refusal(list({ ...asked([() => answer(1_001)]).given, maxAnswerBytes: 1_000 })), TOO_LARGE);
    for (const good of [answer(most), answer(most + 1, 'gzip')]) same((await list(asked([() => good]).given)).length, COUPONS);
  },

  async '500 levels of nesting are accepted, one more is an error; brackets in strings do not count'() {
    for (const [open, close, most] of /** @type {[string, string, number][]} */ ([
      ['[', ']', 498],
      ['{"a":', '}', 498],
      ['[{"\\"]}":', '}]', 249],
      // Empty arrays and objects, and neighbours, are no deeper than what is before them, but what they contain is.
      ['[[],', ']', 497],
      ['[[],[],', ']', 497],
      ['[{},', ']', 497],
      ['[[1],', ']', 497],
      ['[{"a":1},', ']', 497],
      ['[[1],[],', ']', 497],
      ['["],[",', ']', 498],
      ['["[]",', ']', 498],
      ['{"a":{},"b":', '}', 497],
      ['{"a":[],"b":', '}', 497],
      ['[ [1] , ', ']', 497],
    ])) {
      const call = (/** @type {object} */ answer) => new CouponClient(config({ fetch: async () => answer })).call('x', {});
      await each(Object.values(FORMS), async (answer) => {
        same(typeof (await call(answer(nested(most, open, close)))), 'object');
        same(await refusal(call(answer(nested(most + 1, open, close)))), TOO_DEEP);
      });
    }
    same(await new CouponClient(answering(`{"code":0,"data":"${'\\"[{\\\\'.repeat(1_000)}"}`)).call('x', {}), '"[{\\'.repeat(1_000));
  },

  async 'a long answer has the same limit of nesting, also if it arrives in several chunks'() {
    const call = (/** @type {object} */ answer) => new CouponClient(config({ ...FEW_VALUES, fetch: async () => answer })).call('x', {});
    const long = (/** @type {number} */ times) => ' '.repeat(LONG) + nested(times, '[', ']');
    for (const answer of [FORMS.response, FORMS.stream]) {
      same(typeof (await call(answer(long(498)))), 'object');
      same(await refusal(call(answer(long(499)))), TOO_DEEP);
    }
    same(await refusal(call(chunked(' '.repeat(LONG), `{"code":0,"data":${'['.repeat(300)}`, `${'['.repeat(300)}${']'.repeat(600)}}`))), TOO_DEEP);
  },

  async 'brackets in a string do not count, even if a chunk ends within the string or within an escape'() {
    const call = (/** @type {string[]} */ ...chunks) => new CouponClient(config({ ...FEW_VALUES, fetch: async () => chunked(...chunks) })).call('x', {});
    const start = `{"code":0,"data":"${'x'.repeat(LONG)}`;
    const brackets = '['.repeat(600);
    for (const chunks of [
      [start, `${brackets}"}`],
      [`${start}\\`, `"${brackets}"}`],
      [`${start}\\\\`, `${brackets}"}`],
    ]) {
      same(await call(...chunks), JSON.parse(chunks.join('')).data);
    }
    // After the end of the string they count again.
    same(await refusal(call(start, `","more":${brackets}`)), TOO_DEEP);
    same(await refusal(call(`${start}\\`, `\\","more":${brackets}`)), TOO_DEEP);
  },

  async 'any number of coupons, of empty arrays in them and of brackets in their texts is accepted'() {
    const coupon = JSON.parse(RESPONSE).data.list[0];
    for (const field of [[], {}, [1], '[{', '],[', '[]', '{\\"[']) {
      const coupons = Array(1_000).fill({ ...coupon, field });
      for (const space of [undefined, 2]) same(await list(answering(JSON.stringify({ code: 0, data: { list: coupons } }, null, space))), coupons);
    }
  },

  async 'unclosed nesting is the same error'() {
    await each(['['.repeat(1_000_000), '{"a":'.repeat(1_000_000), `${'['.repeat(600)}"`], async (text) => same(await refusal(list(answering(text))), TOO_DEEP));
  },

  async 'one value per 16 bytes of maxAnswerBytes is accepted, and 100,000 always; more are an error'() {
    const client = (/** @type {string} */ text, /** @type {number} */ maxAnswerBytes) => new CouponClient({ ...answering(text), maxAnswerBytes }).call('x', {});
    same(/** @type {any} */ (await client(values(99_998), 1_000_000)).length, 99_998);
    same(await refusal(client(values(100_001), 1_000_000)), TOO_MANY);
    same(/** @type {any} */ (await client(values(100_001), 2_000_000)).length, 100_001);
    // An empty array or object in a list has a comma and a bracket, and each counts as a value.
    for (const empty of ['[]', '{}']) {
      const empties = (/** @type {number} */ count) => `{"code":0,"data":[${Array(count).fill(empty).join(',')}]}`;
      same(/** @type {any} */ (await client(empties(49_000), 1_000_000)).length, 49_000);
      same(await refusal(client(empties(60_000), 1_000_000)), TOO_MANY);
    }
    // Those in a string are no values.
    const text = ',[{'.repeat(60_000);
    same(await client(JSON.stringify({ code: 0, data: text }), 1_000_000), text);
  },

  async "an api error has the first 500 characters of the CRM's message, and splits none"() {
    const messageFor = async (/** @type {string} */ msg) => (await refusal(list(answering(JSON.stringify({ code: 5, msg }))))).slice('api: '.length);
    same(await messageFor('豪'.repeat(1_100_000)), '豪'.repeat(500));
    same(await messageFor('😀'.repeat(501)), '😀'.repeat(500));
    same(await messageFor(`a${'😀'.repeat(825_000)}`), `a${'😀'.repeat(499)}`);
    same(await messageFor('x'.repeat(500)), 'x'.repeat(500));
    // The id is redacted before the message is cut.
    same(await messageFor(`${'x'.repeat(495)}${QUERY.memberId}`), `${'x'.repeat(495)}***`);
    same(await messageFor(QUERY.memberId.repeat(250_000)), `${'***'.repeat(166)}**`);
  },

  async 'ids and the param are redacted in another case, and as an address or JSON encodes them'() {
    const platformId = 'o+Ab/d"e\\f=(豪)';
    /** @type {string[]} */
    let echoed = [];
    const fetch = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ { body }) => {
      const { param } = JSON.parse(String(body));
      echoed = [
        QUERY.memberId.toLowerCase(),
        param.toLowerCase(),
        encodeURIComponent(platformId),
        JSON.stringify(platformId).slice(1, -1),
        platformId.toUpperCase(),
      ];
      return new Response(JSON.stringify({ code: 5, msg: `a ${echoed.join(' b ')} c` }));
    };
    same(await refusal(new CouponClient(config({ fetch })).listCoupons({ ...QUERY, platformId })), 'api: a *** b *** b *** b *** b *** c');
    same(echoed.length, 5);
  },

  async 'an id that is a part of another one, and a number, are redacted as a whole'() {
    const client = (/** @type {string} */ msg) => new CouponClient(answering(JSON.stringify({ code: 5, msg })));
    same(await refusal(client('a ABCDEFGH b ABCDEF c').listCoupons({ memberId: 'ABCDEF', platformId: 'ABCDEFGH' })), 'api: a *** b *** c');
    same(await refusal(client('a ABCDEFGH b ABCDEF c').listCoupons({ memberId: 'ABCDEFGH', platformId: 'ABCDEF' })), 'api: a *** b *** c');
    same(await refusal(client('a 87654321 b 1.25 c').call('x', { memberId: 87654321, deep: [{ price: 1.25 }] })), 'api: a *** b *** c');
  },

  async 'a value of at least 4 bytes is redacted; a shorter one may be an ordinary word'() {
    const client = (/** @type {string} */ msg) => new CouponClient(answering(JSON.stringify({ code: 5, msg })));
    same(await refusal(client('a ABCD b ABC c').call('x', { memberId: 'ABCD', other: 'ABC' })), 'api: a *** b ABC c');
    same(await refusal(client('a 李雷 b 李 c').call('x', { name: '李雷', family: '李' })), 'api: a *** b 李 c');
  },

  async 'a long param is redacted in another case, and what follows it is shown'() {
    for (const length of [10, 2_000, 3_000, 40_000]) {
      const fetch = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ { body }) => {
        const { param } = JSON.parse(String(body));
        return new Response(JSON.stringify({ code: 5, msg: `a ${param.toLowerCase()} b ${param} c` }));
      };
      same(await refusal(new CouponClient(config({ fetch })).call('x', { text: 'z'.repeat(length) })), 'api: a *** b *** c');
    }
  },

  async 'many ids are redacted from a long message without blocking the host'() {
    const members = Array.from({ length: 1_000 }, (_, index) => `member-${1_000_000 + index}`);
    // Each place of the message begins like an id.
    const long = 'member-'.repeat(1_000_000);
    const client = new CouponClient(answering(JSON.stringify({ code: 5, msg: `${members[999]} ${long}` })));
    const began = performance.now();
    same(await refusal(client.call('x', { members })), `api: *** ${long.slice(0, 496)}`);
    between(performance.now() - began, 0, 3_000);
  },

  async 'an id with a lone surrogate is redacted, however the message writes the surrogate'() {
    const fetch = answering(JSON.stringify({ code: 5, msg: 'a \ud800abcdef123 b \ufffdabcdef123 c' })).fetch;
    same(await refusal(new CouponClient(config({ fetch })).call('x', { id: '\ud800abcdef123' })), 'api: a *** b *** c');
  },

  async 'of a long text that a message repeats, no part is shown'() {
    const text = Array.from({ length: 620 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
    const fetch = answering(JSON.stringify({ code: 5, msg: text.repeat(200) })).fetch;
    const error = await refusal(new CouponClient(config({ fetch })).call('x', { text }));
    same(/^api: (\*{3})*\*{0,2}$/.test(error), true);
  },

  'maxAnswerBytes must be a whole number above 0': () =>
    each(
      /** @type {[unknown, string][]} */ ([
        [0, 'a whole number, 1 or more, found 0'],
        [-1, 'a whole number, 0 or more, found a number'],
        [1.5, 'a whole number, 0 or more, found a number'],
        [Infinity, 'a whole number, 0 or more, found a number'],
        ['1', 'a whole number, 0 or more, found a string'],
      ]),
      async ([maxAnswerBytes, expected]) =>
        same(await refusal(() => new CouponClient(config({ maxAnswerBytes }))), `config: maxAnswerBytes: expected ${expected}`),
    ),
};

void runAlone('bounds.js', bounds);
