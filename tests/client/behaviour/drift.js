// @ts-check
// Schema drift: answers that differ from the documented form, and ids that were copied with invisible characters.
import { CouponClient, decryptParam } from 'houcaller-coupons';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { CIPHER, COUPONS, QUERY, RESPONSE, answering, config, list, refusal, thrownBy } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, same } from './same.js';

/** @param {object} change to the published answer */
const changed = (change) => JSON.stringify({ ...published, ...change });

/** @type {[string, string][]} the invisible character, and its name in Unicode */
const INVISIBLE = [
  ['\u200b', 'U+200B'],
  ['\ufeff', 'U+FEFF'],
  ['\u00a0', 'U+00A0'],
  ['\r', 'U+000D'],
  ['\n', 'U+000A'],
  ['\t', 'U+0009'],
  ['\u0000', 'U+0000'],
  ['\u00ad', 'U+00AD'],
  ['\u3000', 'U+3000'],
  ['\u2060', 'U+2060'],
  ['\u202e', 'U+202E'],
  ['\u{e0041}', 'U+E0041'],
];

/** @type {object[]} */
const [first, second, third] = published.data.list;
const bad = { ...second, endDate: null };

/** @param {unknown[]} coupons */
const withCoupons = (coupons) => answering(JSON.stringify({ code: 0, data: { list: coupons } }));

/** @type {import('./fixtures.js').Cases} */
export const drift = {
  async 'a code that is a string of digits is read as a number'() {
    same((await list(answering(changed({ code: '0' })))).length, COUPONS);
    const { kind, code, message } = await thrownBy(list(answering('{"smg":"会员不存在","code":"-12"}')));
    same([kind, code, message], ['api', -12, '会员不存在']);
  },

  async 'a code must be a whole number'() {
    const text = (/** @type {string} */ code) => RESPONSE.replace(/"code":0/, `"code":${code}`);
    await each(['-0', '1e999', '0.5', '-1e999', '"-0"', '"-00"'], async (code) =>
      same(await refusal(list(answering(text(code)))), 'decode: code: expected a whole number, found another number'),
    );
    await each(['""', '"0.0"', '" 0"', '"1e3"', '"0x0"', 'null', 'true'], async (code) =>
      same((await refusal(list(answering(text(code))))).startsWith('decode: code: expected a number, found '), true),
    );
  },

  async 'an invalid coupon fails the call, and the error names the coupon and the field'() {
    const message = 'decode: data.list[1].endDate: expected a string, found null';
    same(await refusal(list(withCoupons([first, bad, third]))), message);
    same(await refusal(list(withCoupons([first, bad, third]), { onInvalidCoupon: 'throw' })), message);
  },

  async "with onInvalidCoupon 'skip' an invalid coupon is left out, and onResponse gets the reason"() {
    /** @type {import('houcaller-coupons').ResponseView[]} */
    const views = [];
    const onResponse = (/** @type {import('houcaller-coupons').ResponseView} */ view) => void views.push(view);
    const ids = async (/** @type {unknown[]} */ coupons) =>
      (await list(withCoupons(coupons), { onInvalidCoupon: 'skip', onResponse })).map((/** @type {{ id: string }} */ { id }) => id);
    const named = (/** @type {string} */ id, change = {}) => ({ ...first, id, ...change });
    same(await ids([bad, named('a'), named('b'), 7, named('c', { picUrl: null }), [], named('d'), { ...named('e'), status: {} }]), ['a', 'b', 'c', 'd']);
    same(views.pop()?.skipped, [
      'data.list[0].endDate: expected a string, found null',
      'data.list[3]: expected an object, found a number',
      'data.list[5]: expected an object, found an array',
      'data.list[7].status: expected a number, found an object',
    ]);
    same(await ids([bad, bad]), []);
    same(await ids([named('a'), named('b')]), ['a', 'b']);
    same([views.length, 'skipped' in (views.pop() ?? {})], [2, false]);
  },

  async 'onInvalidCoupon can be set in the configuration, and another value is refused'() {
    const client = new CouponClient({ ...withCoupons([bad, first]), onInvalidCoupon: 'skip' });
    same((await client.listCoupons({ memberId: 'a' })).length, 1);
    same(await refusal(client.listCoupons({ memberId: 'a' }, { onInvalidCoupon: 'throw' })), 'decode: data.list[0].endDate: expected a string, found null');
    const expected = "onInvalidCoupon: expected 'throw' or 'skip', found";
    same(await refusal(() => new CouponClient(config({ onInvalidCoupon: 'ignore' }))), `config: ${expected} another string`);
    same(await refusal(list(withCoupons([]), { onInvalidCoupon: true })), 'input: onInvalidCoupon: expected a string, found a boolean');
  },

  async 'an id with an invisible character is refused at any position, and the error names the character'() {
    await each(INVISIBLE, async ([character, name]) => {
      for (const id of [`${character}K1`, `K1${character}`, `K${character}1`]) {
        const error = await thrownBy(new CouponClient(config()).listCoupons({ memberId: id }));
        same([error.kind, error.message], ['input', `query.memberId: expected an id without invisible characters, found ${name}`]);
      }
    });
    for (const id of [' K1', 'K1 ']) {
      same(
        await refusal(new CouponClient(config()).listCoupons({ platformId: id })),
        'input: query.platformId: expected an id without invisible characters, found a space at its start or end',
      );
    }
  },

  async 'an id of invisible characters only counts as absent, and a valid id is sent unchanged'() {
    const nothing = 'input: query: expected memberId, platformId or both, found neither (empty or white space counts as absent)';
    await each(['', ' ', '\u200b', '\ufeff\u00a0\r \u2060'], async (id) =>
      same(await refusal(new CouponClient(config()).listCoupons({ memberId: id })), nothing),
    );
    await each(['K 1', '会员-😀', 'o_Ab/+=', 'é'], async (id) => {
      let body = '';
      const fetch = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ init) => {
        body = String(init.body);
        return new Response(RESPONSE);
      };
      await new CouponClient(config({ fetch })).listCoupons({ platformId: id });
      same(decryptParam(JSON.parse(body).param, CIPHER), JSON.stringify({ platformId: id }));
    });
  },

  async 'an address with ? or # is refused'() {
    await each(['/v1?a=b', '/v1#a', '/v1/?', 'https://crm.example/v1?'], async (address) => {
      const expected = 'expected an address without ? and #, found one with them';
      same(await refusal(() => new CouponClient(config({ baseUrl: address }))), `config: baseUrl: ${expected}`);
      same(await refusal(() => new CouponClient({ gatewayUrl: address })), `config: gatewayUrl: ${expected}`);
    });
  },

  async 'white space around an address and slashes at its end are ignored'() {
    await each(['https://crm.example/v1 ', '\n\thttps://crm.example/v1/\n', ' https://crm.example/v1/ ', 'https://crm.example/v1//'], async (address) => {
      /** @type {unknown[]} */
      const called = [];
      const fetch = async (/** @type {unknown} */ url) => (called.push(url), new Response(RESPONSE));
      await new CouponClient(config({ fetch, baseUrl: address })).listCoupons(QUERY);
      same(called, ['https://crm.example/v1/listCpnItemByMember']);
    });
  },
};

void runAlone('drift.js', drift);
