// @ts-check
// What the desk says of a failure, by what the client says of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CouponError } from 'houcaller-coupons/gateway-client';
import { deskModules } from './desk-modules.js';

const {
  'look-up/failure': { describeFailure, isLoggedOut, errorTextOf },
  'texts/i18n': { show },
} = await deskModules('look-up/failure', 'texts/i18n');

describe('a failure', () => {
  for (const [title, error, told] of /** @type {const} */ ([
    ['no such member', new CouponError('api', '会员不存在', { code: 1012 }), 'noMember'],
    ['another refusal', new CouponError('api', '渠道不存在', { code: 1004 }), 'api'],
    ["of the page's own connection", new CouponError('network', 'no complete answer came'), 'network'],
    ["of the gateway's connection", new CouponError('network', 'the gateway answered HTTP status 502', { status: 502 }), 'upstream'],
    ['an answer that cannot be used', new CouponError('decode', 'the gateway answered HTTP status 502', { status: 502 }), 'decode'],
    ['of time', new CouponError('timeout', 'the gateway answered HTTP status 504', { status: 504 }), 'timeout'],
    ['of the CRM', new CouponError('http', 'the gateway answered HTTP status 502', { status: 502 }), 'http'],
    ['too much under way, or a CRM that fails', new CouponError('http', 'the gateway answered HTTP status 503', { status: 503 }), 'http'],
    ['too many requests', new CouponError('http', 'the gateway answered HTTP status 429', { status: 429 }), 'tooMany'],
    ['no log-in', new CouponError('http', 'the gateway answered HTTP status 401', { status: 401 }), 'loggedOut'],
    ['not allowed', new CouponError('http', 'the gateway answered HTTP status 403', { status: 403 }), 'forbidden'],
    ['no gateway', new CouponError('http', 'the gateway answered HTTP status 404', { status: 404 }), 'noGateway'],
    ['no id', new CouponError('input', 'query: expected an id'), 'input'],
    ["the page's own", new TypeError('x is undefined'), 'unexpected'],
  ])) {
    test(`${title}: ${told}`, () => assert.equal(errorTextOf(error), told));
  }

  test('reads as the CRM put it', async () => {
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

  test('tells a member nothing of gateways', async () => {
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

  test('asks a member to check no id, which it did not enter', async () => {
    for (const [language, advice] of [
      ['zh-CN', '请联系门店员工。'],
      ['en', 'Please ask the staff of your shop.'],
    ]) {
      await show(language);
      for (const code of [1012, 1004]) assert.equal(describeFailure(new CouponError('api', '会员不存在', { code }), true).advice, advice);
    }
  });

  test('is worth another attempt unless nothing was asked for', () => {
    assert.equal(describeFailure(new CouponError('input', '')).worthRetrying, false);
    assert.equal(describeFailure(new CouponError('decode', '', { status: 502 })).worthRetrying, true);
    assert.ok(isLoggedOut(new CouponError('http', '', { status: 401 })));
    assert.ok(!isLoggedOut(new Error('401')));
  });
});
