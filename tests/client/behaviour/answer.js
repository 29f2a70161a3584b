// @ts-check
import { COUPONS, RESPONSE, answering, list, refusal, thrownBy, describeError } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, same } from './same.js';

/**
 * The published answer with a change.
 *
 * @param {(answer: any) => void} change
 */
function changed(change) {
  const answer = JSON.parse(RESPONSE);
  change(answer);
  return JSON.stringify(answer);
}

/**
 * The published answer with one field of one coupon changed; `undefined` removes it.
 *
 * @param {number} index
 * @param {string} field
 * @param {unknown} value
 */
const withField = (index, field, value) => changed((answer) => (answer.data.list[index][field] = value));

/** @param {string} body */
const answered = (body) => list(answering(body));

/** @type {[unknown, string][]} */
const NOT_STRINGS = [
  [undefined, 'undefined'],
  [null, 'null'],
  [1, 'a number'],
  [[], 'an array'],
];

/** @type {import('./fixtures.js').Cases} */
export const answer = {
  async 'the published coupons are returned unchanged'() {
    const coupons = await answered(RESPONSE);
    same(coupons, JSON.parse(RESPONSE).data.list);
    same(coupons.length, COUPONS);
    same(COUPONS, 8);
  },

  async 'a strict field must be present and of its type'() {
    for (const field of ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate']) {
      await each(NOT_STRINGS, async ([value, found]) => {
        same(await refusal(answered(withField(3, field, value))), `decode: data.list[3].${field}: expected a string, found ${found}`);
      });
    }
    /** @type {[unknown, string][]} */
    const noStatus = [
      [undefined, 'undefined'],
      [null, 'null'],
      [true, 'a boolean'],
      ['', 'a string'],
      ['0x1', 'a string'],
    ];
    await each(noStatus, async ([value, found]) => {
      same(await refusal(answered(withField(0, 'status', value))), `decode: data.list[0].status: expected a number, found ${found}`);
    });
    // `JSON.parse` makes infinity of these, which no JSON can pass on.
    await each(['1e400', '-1e400'], async (number) => {
      const text = withField(0, 'status', 'here').replace('"here"', number);
      same(await refusal(answered(text)), 'decode: data.list[0].status: expected a finite number, found a number');
    });
  },

  async 'a lenient field may be absent but not of another type'() {
    for (const field of ['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl']) {
      await each([undefined, null], async (value) => {
        const coupons = await answered(withField(7, field, value));
        same(coupons[7][field], '');
      });
      same(await refusal(answered(withField(7, field, 0))), `decode: data.list[7].${field}: expected a string, found a number`);
    }
  },

  async 'status is a number, also if the CRM sends a string'() {
    /** @type {[unknown, number][]} */
    const rows = [
      [0, 0],
      ['2', 2],
      ['7', 7],
      [99, 99],
      ['-1', -1],
    ];
    await each(rows, async ([value, expected]) => {
      const [coupon] = await answered(withField(0, 'status', value));
      same(coupon.status, expected);
    });
  },

  async 'unknown fields are returned unchanged'() {
    const [coupon] = await answered(withField(0, 'future', { deep: ['豪', 1, null] }));
    same(coupon.future, { deep: ['豪', 1, null] });
  },

  async 'an answer of another shape is a decode error'() {
    /** @type {[string, string][]} */
    const rows = [
      ['', 'the answer is not JSON'],
      ['<html></html>', 'the answer is not JSON'],
      ['null', 'the answer: expected an object, found null'],
      ['[]', 'the answer: expected an object, found an array'],
      ['{}', 'code: expected a number, found undefined'],
      ['{"code":"zero"}', 'code: expected a number, found a string'],
      ['{"code":"0x0"}', 'code: expected a number, found a string'],
      ['{"code":"-0"}', 'code: expected a whole number, found another number'],
      ['{"code":"0"}', 'data: expected an object, found undefined'],
      ['{"code":-0}', 'code: expected a whole number, found another number'],
      ['{"code":1e999}', 'code: expected a whole number, found another number'],
      ['{"code":0.5}', 'code: expected a whole number, found another number'],
      ['{"code":0}', 'data: expected an object, found undefined'],
      ['{"code":0,"data":[]}', 'data: expected an object, found an array'],
      ['{"code":0,"data":{}}', 'data.list: expected an array, found undefined'],
      ['{"code":0,"data":{"list":null}}', 'data.list: expected an array, found null'],
      ['{"code":0,"data":{"list":{}}}', 'data.list: expected an array, found an object'],
      ['{"code":0,"data":{"list":[null]}}', 'data.list[0]: expected an object, found null'],
      ['{"code":0,"data":{"list":[[]]}}', 'data.list[0]: expected an object, found an array'],
    ];
    await each(rows, async ([body, expected]) => same(await refusal(answered(body)), `decode: ${expected}`));
  },

  async 'a decode error does not quote the answer'() {
    const thrown = await thrownBy(answered('{"openid":"oEv-It_secret"'));
    same(describeError(thrown), 'decode: the answer is not JSON');
    same(thrown.cause, undefined);
  },

  async 'a code other than 0 is an api error with the message of the CRM'() {
    for (const field of ['msg', 'smg']) {
      const thrown = await thrownBy(answered(JSON.stringify({ code: -3, [field]: '会员不存在' })));
      same(describeError(thrown), 'api: 会员不存在');
      same([thrown.code, thrown.status], [-3, 200]);
    }
  },

  async 'an api error without a message of the CRM has its own'() {
    await each(['{"code":1}', '{"code":1,"msg":null}', '{"code":1,"msg":""}'], async (body) => {
      same(await refusal(answered(body)), 'api: the CRM refused and gave no reason');
    });
  },

  async "an api error does not contain the member's id"() {
    same(await refusal(answered('{"code":5,"msg":"会员 K1H93QDKI00B7 不存在"}')), 'api: 会员 *** 不存在');
  },
};

void runAlone('answer.js', answer);
