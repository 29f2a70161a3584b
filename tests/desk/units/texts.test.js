// @ts-check
// Both languages say the same things, each in its own words.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/run.mjs';
import { deskModules } from './desk-modules.js';

const SOURCES = join(root, 'www', 'src');

const { 'texts/zh-CN': chinese, 'texts/en': english, 'texts/i18n': i18n } = await deskModules('texts/zh-CN', 'texts/en', 'texts/i18n');

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
/** The languages' own names, which are in that language everywhere. */
const OWN_NAMES = ['page.otherLanguage', 'settings.zhCN', 'settings.en'];

/** Whatever a message asks for. */
const values = new Proxy({}, { get: (_, name) => (/count|days|line|status|duplicates/.test(String(name)) ? 2 : 'x') });
const said = (/** @type {string | Function | undefined} */ message) => (typeof message === 'function' ? message({ values }) : message);

describe('the messages', () => {
  test('are the same in both languages', () => {
    assert.ok(zh.size > 200);
    assert.deepEqual([...zh.keys()], [...en.keys()]);
    for (const [key, message] of zh) assert.equal(typeof en.get(key), typeof message, key);
  });

  test('are each in one language, and say something', () => {
    for (const [key, message] of en) {
      assert.ok(said(message)?.length > 0, key);
      if (!OWN_NAMES.includes(key)) assert.doesNotMatch(said(message), HAN, key);
    }
    for (const [key, message] of zh) {
      if (OWN_NAMES.includes(key)) continue;
      // What begins with a Latin word has nothing else to say: a unit, a name, a value between.
      if (/[a-z]{3}/i.test(said(message))) assert.match(said(message), HAN, key);
    }
  });

  test('are all used', () => {
    const sources = readdirSync(SOURCES, { recursive: true })
      .map(String)
      .filter((name) => /\.(ts|vue)$/.test(name) && !/^texts.(zh-CN|en|message)\.ts$/.test(name));
    const code = sources.map((name) => readFileSync(join(SOURCES, name), 'utf8')).join('\n');
    // `t(`tabs.${tab}`)` uses all of tabs.
    const sections = new Set([...code.matchAll(/`([\w.]+)\.\$\{/g)].map(([, section]) => section));
    const unused = [...zh.keys()].filter((key) => !code.includes(`'${key}'`) && ![...sections].some((section) => key.startsWith(`${section}.`)));
    assert.deepEqual(unused, []);
  });

  test('are shown in the language that is chosen', async () => {
    await i18n.show('en');
    assert.equal(i18n.t('page.title'), 'Coupon desk');
    assert.equal(i18n.t('results.count', { count: 1 }), '1 coupon');
    assert.equal(i18n.t('results.count', { count: 2_000 }), '2,000 coupons');
    await i18n.show('zh-CN');
    assert.equal(i18n.t('page.title'), '优惠券查询台');
    assert.equal(i18n.t('results.count', { count: 2_000 }), '共 2,000 张');
  });

  test('are at first in what the browser prefers', () => {
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

  test('are of China, wherever this runs, in the language that is chosen', async () => {
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
    // Midnight in China begins the day, and as an end it ends one.
    assert.deepEqual([i18n.d(new Date('2026-11-24T16:00:00Z'), 'time'), i18n.d(new Date('2026-11-24T16:00:00Z'), 'endTime')], ['00:00', '24:00']);
  });
});
