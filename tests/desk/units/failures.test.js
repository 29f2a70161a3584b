// @ts-check
// The texts of the desk for each error of the client.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CouponError } from 'houcaller-coupons/gateway-client';
import { deskModules } from './desk-modules.js';

const {
  'look-up/failure': { describeFailure, isLoggedOut, errorTextOf },
  'texts/i18n': { show },
} = await deskModules('look-up/failure', 'texts/i18n');

describe('a failure', () => {
  for (const [title, error, expected] of /** @type {const} */ ([
    ['no such member', new CouponError('api', '会员不存在', { code: 1012 }), 'noMember'],
    ['another refusal of the CRM', new CouponError('api', '渠道不存在', { code: 1004 }), 'api'],
    ['a lost connection of the page', new CouponError('network', 'no complete answer came'), 'network'],
    ['a lost connection of the gateway', new CouponError('network', 'the gateway answered HTTP status 502', { status: 502 }), 'upstream'],
    ['a response that cannot be decoded', new CouponError('decode', 'the gateway answered HTTP status 502', { status: 502 }), 'decode'],
    ['a timeout', new CouponError('timeout', 'the gateway answered HTTP status 504', { status: 504 }), 'timeout'],
    ['a failure of the CRM', new CouponError('http', 'the gateway answered HTTP status 502', { status: 502 }), 'http'],
    ['an overloaded gateway or an open circuit breaker', new CouponError('http', 'the gateway answered HTTP status 503', { status: 503 }), 'http'],
    ['an id that is too long', new CouponError('http', 'the gateway answered HTTP status 400', { status: 400 }), 'noMember'],
    ['too many requests', new CouponError('http', 'the gateway answered HTTP status 429', { status: 429 }), 'tooMany'],
    ['an ended session', new CouponError('http', 'the gateway answered HTTP status 401', { status: 401 }), 'loggedOut'],
    ['a forbidden member', new CouponError('http', 'the gateway answered HTTP status 403', { status: 403 }), 'forbidden'],
    ['no gateway', new CouponError('http', 'the gateway answered HTTP status 404', { status: 404 }), 'noGateway'],
    ['no id', new CouponError('input', 'query: expected an id'), 'input'],
    ['an error of the page itself', new TypeError('x is undefined'), 'unexpected'],
  ])) {
    test(`${title}: ${expected}`, () => assert.equal(errorTextOf(error), expected));
  }

  test('of the CRM is shown with its message', async () => {
    const error = new CouponError('api', '会员不存在', { code: 1012, attempts: 1 });
    await show('zh-CN');
    assert.equal(describeFailure(error).title, '会员不存在');
    assert.match(describeFailure(new CouponError('api', '渠道不存在', { code: 1004 })).advice, /渠道不存在/);
    await show('en');
    assert.equal(describeFailure(error).title, 'No such member');
    assert.deepEqual(describeFailure(error).details, [
      ['kind', 'api'],
      ['code', '1012'],
      ['message', '会员不存在'],
    ]);
  });

  test('is shown to a member without the words gateway and key', async () => {
    for (const language of ['zh-CN', 'en']) {
      await show(language);
      for (const error of [
        new CouponError('network', 'lost', { status: 502 }),
        new CouponError('http', '', { status: 404 }),
        new CouponError('config', 'baseUrl'),
      ]) {
        const { title, advice } = describeFailure(error, true);
        assert.doesNotMatch(title + advice, /gateway|网关|配置|key|密钥/i);
      }
    }
  });

  test('does not ask a member to check an id, because members enter none', async () => {
    for (const [language, advice] of [
      ['zh-CN', '请联系门店员工。'],
      ['en', 'Please ask the staff of your shop.'],
    ]) {
      await show(language);
      for (const code of [1012, 1004]) assert.equal(describeFailure(new CouponError('api', '会员不存在', { code }), true).advice, advice);
    }
  });

  test('can be retried unless the id was missing', () => {
    assert.equal(describeFailure(new CouponError('input', '')).worthRetrying, false);
    assert.equal(describeFailure(new CouponError('decode', '', { status: 502 })).worthRetrying, true);
    assert.ok(isLoggedOut(new CouponError('http', '', { status: 401 })));
    assert.ok(!isLoggedOut(new Error('401')));
  });
});
