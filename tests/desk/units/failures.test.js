// @ts-check
// The texts of the desk for each error of the client.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CouponError } from 'houcaller-coupons/gateway-client';
import { deskModules } from './desk-modules.js';

const {
  'look-up/failure': { describeFailure, detailsOf, factsOf, isLoggedOut, errorTextOf },
  'texts/i18n': { show },
} = await deskModules('look-up/failure', 'texts/i18n');

describe('a failure', () => {
  for (const [title, error, expected] of /** @type {const} */ ([
    ['a refusal of the CRM', new CouponError('api', '渠道不存在', { code: 1004 }), 'api'],
    ['a refusal with the code that only the sandbox has for an unknown member', new CouponError('api', '余额不足', { code: 1012 }), 'api'],
    ['a lost connection of the page', new CouponError('network', 'no complete answer came'), 'network'],
    ['a lost connection of the gateway', new CouponError('network', 'the gateway answered HTTP status 502', { status: 502 }), 'upstream'],
    ['an answer of the gateway that broke off', new CouponError('network', 'no complete answer came', { status: 200 }), 'network'],
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
    test(`${title}: ${expected}`, () => assert.equal(errorTextOf(error, 'gateway'), expected));
  }

  for (const [title, error, expected] of /** @type {const} */ ([
    ['a lost connection', new CouponError('network', 'no complete answer came', { status: 502 }), 'network'],
    ['an answer that broke off', new CouponError('network', 'no complete answer came', { status: 200 }), 'network'],
    ['a failure of the CRM', new CouponError('http', 'HTTP status 503', { status: 503 }), 'http'],
    ['too many requests', new CouponError('http', 'HTTP status 429', { status: 429 }), 'http'],
    ...[400, 401, 403, 404, 405].map(
      (status) => /** @type {const} */ ([String(status), new CouponError('http', `HTTP status ${status}`, { status }), 'refused']),
    ),
    ['a refusal of the CRM', new CouponError('api', '会员不存在', { code: 1012 }), 'api'],
  ])) {
    test(`${title} in direct mode: ${expected}`, () => assert.equal(errorTextOf(error, 'direct'), expected));
  }

  test('is explained in direct mode without a gateway, a session or an account', async () => {
    for (const language of ['zh-CN', 'en']) {
      await show(language);
      for (const kind of /** @type {const} */ (['http', 'network'])) {
        for (const status of [200, 400, 401, 403, 404, 429, 502, 503]) {
          const { title, advice } = describeFailure(new CouponError(kind, '', { status }), 'direct');
          assert.doesNotMatch(title + advice, /gateway|网关|session|登录|account|账号|member|会员(?!系统)/i, `${kind} ${status}`);
        }
      }
    }
  });

  test('of the CRM is shown with its message', async () => {
    const error = new CouponError('api', '会员不存在', { code: 1012, attempts: 1 });
    const other = new CouponError('api', '渠道不存在', { code: 1004 });
    for (const way of ['gateway', 'direct']) {
      await show('zh-CN');
      assert.equal(describeFailure(error, way).title, '会员系统拒绝了查询');
      assert.match(describeFailure(error, way).advice, /会员不存在/);
      assert.match(describeFailure(other, way).advice, /渠道不存在/);
      await show('en');
      assert.equal(describeFailure(error, way).title, describeFailure(other, way).title);
      assert.match(describeFailure(error, way).advice, /会员不存在/);
    }
    assert.deepEqual(detailsOf(factsOf(error)), [
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
        const { title, advice } = describeFailure(error, 'gateway', true);
        assert.doesNotMatch(title + advice, /gateway|网关|配置|key|密钥/i);
      }
    }
  });

  test('that a member may not see their own coupons is explained to them as a failure of the CRM', async () => {
    for (const language of ['zh-CN', 'en']) {
      await show(language);
      const [forbidden, failing] = [403, 503].map((status) => describeFailure(new CouponError('http', '', { status }), 'gateway', true));
      assert.equal(forbidden.title, failing.title);
      assert.equal(forbidden.advice, failing.advice);
    }
  });

  test('does not ask a member to check an id, because members enter none', async () => {
    for (const [language, advice] of [
      ['zh-CN', '请联系门店员工。'],
      ['en', 'Please ask the staff of your shop.'],
    ]) {
      await show(language);
      for (const code of [1012, 1004]) assert.equal(describeFailure(new CouponError('api', '会员不存在', { code }), 'gateway', true).advice, advice);
      const { title, advice: given } = describeFailure(new CouponError('http', '', { status: 400 }), 'gateway', true);
      assert.doesNotMatch(title + given, /No such member|Check the ID|会员不存在|核对编号/);
    }
  });

  test('can be retried unless the id was missing', () => {
    assert.equal(describeFailure(new CouponError('input', ''), 'gateway').worthRetrying, false);
    assert.equal(describeFailure(new CouponError('decode', '', { status: 502 }), 'gateway').worthRetrying, true);
    assert.ok(isLoggedOut(new CouponError('http', '', { status: 401 })));
    assert.ok(!isLoggedOut(new Error('401')));
  });
});
