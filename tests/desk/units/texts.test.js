// @ts-check
// The messages of both languages.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/run.mjs';
import { deskModules } from './desk-modules.js';

const SOURCES = join(root, 'www', 'src');

const {
  'texts/zh-CN': chinese,
  'texts/en': english,
  'texts/i18n': i18n,
  config: { WAYS },
  'batch/export-rows': { COLUMNS },
  'coupons/judged': { TABS },
  'coupons/shown': { ORDERS },
  'coupons/week-start': { WEEK_STARTS },
  'look-up/id-kind': { idKinds },
  'page/theme': { THEMES },
  'till/draw-code': { CODE_FORMS },
} = await deskModules(
  'texts/zh-CN',
  'texts/en',
  'texts/i18n',
  'config',
  'batch/export-rows',
  'coupons/judged',
  'coupons/shown',
  'coupons/week-start',
  'look-up/id-kind',
  'page/theme',
  'till/draw-code',
);

/**
 * @param {object} tree
 * @param {string} [above]
 * @returns {[key: string, message: string | Function][]}
 */
const flat = (tree, above = '') =>
  Object.entries(tree).flatMap(([name, value]) => (typeof value === 'object' ? flat(value, `${above}${name}.`) : [[`${above}${name}`, value]]));

const zh = new Map(flat(chinese.default));
const en = new Map(flat(english.default));
const HAN = /\p{Script=Han}/u;
/** The names of the languages, which are always in the language itself. */
const OWN_NAMES = ['page.otherLanguage', 'settings.zhCN', 'settings.en'];

const FAILURES = [
  'config',
  'input',
  'network',
  'timeout',
  'http',
  'decode',
  'unexpected',
  'upstream',
  'noMember',
  'loggedOut',
  'forbidden',
  'noGateway',
  'refused',
  'tooMany',
];
const DERIVATIONS = ['first8', 'zeroFill', 'sha1prng', 'md5', 'md5Lower', 'md5Lower16', 'md5Bytes', 'sha1'];

/** The values with which each template of a key in the sources is filled. @type {Record<string, string[]>} */
const TEMPLATES = {
  'batch.*': ['running', 'stopped', 'finished', 'broken', 'interrupted', 'tooLarge', 'notText', 'none'],
  'columns.*': COLUMNS,
  'errors.*.title': [...FAILURES, 'api'],
  // The CRM's own message explains why it refused.
  'errors.*.advice': FAILURES,
  'finder.*': ['copied', 'selected'],
  'form.*': idKinds,
  'keyDerivations.*.*': DERIVATIONS.flatMap((derivation) => ['DES', '3DES'].map((algorithm) => `${derivation}.${algorithm}`)),
  'keyEncodings.*': ['utf8', 'hex', 'base64', 'utf16le'],
  'keyPlace.*': WAYS,
  'reasons.*': ['gifting', 'notYetValid', 'outsideHours', 'refunded', 'unknownStatus', 'wrongWeekday'],
  'sandboxTools.*': ['noFault', 'slow', 'dropped', 'html', 'cut', 'reset', 'unavailable', 'unknownMember'],
  'scan.*Title': ['coupon', 'phone', 'payment', 'url', 'product', 'other'],
  'settings.*': [...THEMES, ...WAYS, ...WEEK_STARTS],
  'tabs.*': TABS,
  'till.*': CODE_FORMS,
  'tools.*': ORDERS,
};

/** A value for every name that a message may use. */
const values = new Proxy({}, { get: (_, name) => (/count|days|line|status|duplicates/.test(String(name)) ? 2 : 'x') });
const said = (/** @type {string | Function | undefined} */ message) => (typeof message === 'function' ? message({ values }) : message);

describe('the messages', () => {
  test('have the same keys in both languages', () => {
    assert.ok(zh.size > 200);
    assert.deepEqual([...zh.keys()], [...en.keys()]);
    for (const [key, message] of zh) assert.equal(typeof en.get(key), typeof message, key);
  });

  test('are not empty, and each is in its own language', () => {
    for (const [key, message] of en) {
      assert.ok(said(message)?.length > 0, key);
      if (!OWN_NAMES.includes(key)) assert.doesNotMatch(said(message), HAN, key);
    }
    for (const [key, message] of zh) {
      if (OWN_NAMES.includes(key)) continue;
      // A Chinese message may contain a Latin word, but not only Latin words.
      if (/[a-z]{3}/i.test(said(message))) assert.match(said(message), HAN, key);
    }
  });

  test('are all used', () => {
    const sources = readdirSync(SOURCES, { recursive: true })
      .map(String)
      .filter((name) => /\.(ts|vue)$/.test(name) && !/^texts.(zh-CN|en|message)\.ts$/.test(name));
    const code = sources.map((name) => readFileSync(join(SOURCES, name), 'utf8')).join('\n');
    const sections = Object.keys(chinese.default).join('|');
    const templates = [...code.matchAll(new RegExp(`\`((?:${sections})\\.[\\w.]*(?:\\$\\{[^}]*\\}[\\w.]*)+)\``, 'g'))].map(([, template]) => template);
    assert.deepEqual([...new Set(templates.map((template) => template.replace(/\$\{[^}]*\}/g, '*')))].sort(), Object.keys(TEMPLATES).sort());
    const filled = Object.entries(TEMPLATES).flatMap(([template, filling]) => filling.map((value) => template.replace(/\*(\.\*)?/, value)));
    assert.deepEqual(
      filled.filter((key) => !zh.has(key)),
      [],
    );
    const unused = [...zh.keys()].filter((key) => !code.includes(`'${key}'`) && !filled.includes(key));
    assert.deepEqual(unused, []);
  });

  test('are in the chosen language', async () => {
    await i18n.show('en');
    assert.equal(i18n.t('page.title'), 'Coupon desk');
    assert.equal(i18n.t('results.count', { count: 1 }), '1 coupon');
    assert.equal(i18n.t('results.count', { count: 2_000 }), '2,000 coupons');
    await i18n.show('zh-CN');
    assert.equal(i18n.t('page.title'), '优惠券查询台');
    assert.equal(i18n.t('results.count', { count: 2_000 }), '共 2,000 张');
  });

  test('are at first in the language that the browser prefers', () => {
    for (const [languages, language] of [
      [['zh-TW', 'en'], 'zh-CN'],
      [['fr', 'zh'], 'zh-CN'],
      [['en-GB', 'zh-CN'], 'en'],
      [['zho'], 'en'],
      [['fr'], 'en'],
      [[], 'en'],
    ]) {
      assert.equal(i18n.preferred(languages), language, String(languages));
    }
  });
});

describe('moments and numbers', () => {
  const NOON = new Date('2026-11-25T04:00:00Z');

  test('are in China time and in the chosen language', async () => {
    await i18n.show('zh-CN');
    assert.deepEqual(
      [i18n.d(NOON, 'time'), i18n.d(NOON, 'day'), i18n.d(NOON, 'dayOfYear'), i18n.d(NOON, 'weekday')],
      ['12:00', '11月25日', '2026年11月25日', '周三'],
    );
    assert.equal(i18n.n(10_000), '10,000');
    await i18n.show('en');
    assert.deepEqual(
      [i18n.d(NOON, 'time'), i18n.d(NOON, 'day'), i18n.d(NOON, 'dayOfYear'), i18n.d(NOON, 'weekday')],
      ['12:00', 'Nov 25', 'Nov 25, 2026', 'Wed'],
    );
    // Midnight is 00:00 as the start of a day and 24:00 as its end.
    assert.deepEqual([i18n.d(new Date('2026-11-24T16:00:00Z'), 'time'), i18n.d(new Date('2026-11-24T16:00:00Z'), 'endTime')], ['00:00', '24:00']);
  });
});
