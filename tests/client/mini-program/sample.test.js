// @ts-check
// The sample project, which docs/mini-program.md shows.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { openFixtures } from './fixtures.js';
import { wxRequest } from '../../support/mini-program/request-hosts.js';

const PAGE = 'pages/coupons/coupons';

const fixtures = openFixtures();

/**
 * Loads the app and opens its page.
 *
 * @param {string} [fault] that the sandbox is asked for with each request
 * @param {object} [settings] of the client
 */
function openPage(fault, settings = {}) {
  /** @type {any} */
  let app;
  /** @type {any} */
  let page;
  const change = (/** @type {import('../../support/mini-program/request-hosts.js').Sent} */ sent) =>
    fault ? { ...sent, headers: { ...sent.headers, 'x-sandbox-fault': fault } } : sent;
  const { require, warnings } = fixtures.codePackage.start({
    wx: { request: wxRequest({ change }) },
    App: (/** @type {any} */ options) => (app = options),
    getApp: () => app,
    Page: (/** @type {any} */ options) => (page = options),
  });
  require('app.js');
  // The sandbox of this test has a random port.
  app.globalData.crm.baseUrl = app.globalData.crm.baseUrl.replace('http://127.0.0.1:8787', fixtures.sandbox.url);
  Object.assign(app.globalData.crm, { retry: 0, ...settings });
  require(`${PAGE}.js`);
  page.setData = (/** @type {object} */ data) => Object.assign(page.data, data);
  return { page, warnings };
}

/**
 * @param {any} page
 * @param {string} memberId
 */
async function search(page, memberId) {
  page.onInput({ detail: { value: memberId } });
  await page.onSearch();
}

test('every file that the project names exists', async () => {
  const { pages } = JSON.parse(await readFile(join(fixtures.codePackage.folder, 'app.json'), 'utf8'));
  assert.deepEqual(pages, [PAGE]);
  for (const extension of ['js', 'json', 'wxml', 'wxss']) assert.ok(existsSync(join(fixtures.codePackage.folder, `${PAGE}.${extension}`)), extension);
});

test('lists the coupons of a member with their states', async () => {
  const { page, warnings } = openPage();
  await search(page, ' K1H93QDKI00B7 ');
  assert.equal(page.data.message, '');
  assert.equal(page.data.loading, false);
  assert.deepEqual(
    // Not `map`, because it would return an array of the page's realm.
    Array.from(page.data.coupons, ({ id, name, code }) => [id, name, code]),
    published.data.list.map(({ id, cpnName, cpnCode }) => [id, cpnName, cpnCode]),
  );
  assert.equal(page.data.coupons[0].period, '2020-01-17 至 2020-04-15');
  // All are past their last day, which was in 2020.
  assert.ok(page.data.coupons.every((/** @type {any} */ { usable, state }) => !usable && /^已/.test(state)));
  assert.deepEqual(warnings, []);
});

test('every state has a text', async () => {
  const { page } = openPage();
  for (const memberId of ['SANDBOXSTATUS', 'SANDBOXWINDOW', 'SANDBOXWEEKLY', 'SANDBOXPERIOD']) {
    await search(page, memberId);
    assert.ok(page.data.coupons.length > 0);
    for (const { state, usable } of page.data.coupons) assert.equal(usable, state === '可使用', state);
    assert.ok(page.data.coupons.every((/** @type {any} */ { state }) => /\p{Script=Han}/u.test(state)));
  }
});

test('a coupon whose date cannot be read is shown beside the others', async () => {
  const { page } = openPage('set=endDate:""');
  await search(page, 'K1H93QDKI00B7');
  assert.deepEqual([page.data.coupons.length, page.data.message], [8, '']);
  assert.deepEqual(
    Array.from(page.data.coupons, ({ state }) => state).filter((state) => state === '状态未知'),
    ['状态未知'],
  );
});

for (const [memberId, fault, message] of /** @type {[string, string | undefined, string][]} */ ([
  ['SANDBOXNONE00', undefined, '该会员没有优惠券'],
  ['', undefined, '请输入有效的会员号'],
  ['SANDBOXNOBODY', undefined, '会员不存在'],
  ['SANDBOXMEMBER', 'status=503', '服务繁忙，请稍后重试'],
  ['SANDBOXMEMBER', 'reset', '网络不通，请稍后重试'],
  ['SANDBOXMEMBER', 'html', '服务器返回的数据有误'],
])) {
  test(`shows ${message}`, async () => {
    const { page } = openPage(fault);
    await search(page, memberId);
    assert.deepEqual([page.data.message, page.data.coupons.length, page.data.loading], [message, 0, false]);
  });
}

for (const [msg, message] of [
  ['会员已冻结（code 5）', '会员已冻结（code 5）'],
  ['member is locked', '出错了，请稍后重试'],
  [undefined, '出错了，请稍后重试'],
]) {
  test(`for the CRM's ${msg ? `message "${msg}"` : 'refusal without a message'}, shows ${message}`, async () => {
    const fetch = async () => ({ status: 200, text: async () => JSON.stringify({ code: 5, msg }) });
    const { page } = openPage(undefined, { fetch });
    await search(page, 'SANDBOXMEMBER');
    assert.equal(page.data.message, message);
  });
}

test('the result of a search is ignored after another search, and after the page is left', async () => {
  const { page } = openPage();
  const first = search(page, 'SANDBOX010000');
  await search(page, 'SANDBOXSTATUS');
  const { length } = page.data.coupons;
  await first;
  assert.ok(length > 0 && page.data.coupons.length === length);
  const last = search(page, 'K1H93QDKI00B7');
  page.onUnload();
  await last;
  assert.deepEqual([page.data.coupons.length, page.data.message], [0, '']);
});

test('the markup uses only fields and handlers that the page has', async () => {
  const { page } = openPage();
  await search(page, 'K1H93QDKI00B7');
  const markup = await readFile(join(fixtures.codePackage.folder, `${PAGE}.wxml`), 'utf8');
  const named = (/** @type {RegExp} */ pattern) => [...markup.matchAll(pattern)].map(([, name]) => name);
  for (const handler of named(/\bbind\w+="(\w+)"/g)) assert.equal(typeof page[handler], 'function', handler);
  for (const field of named(/\bitem\.(\w+)/g)) assert.ok(field in page.data.coupons[0], field);
  for (const field of named(/\{\{(\w+)\}\}/g)) assert.ok(field in page.data, field);
});

test('the documentation shows the project as it is', async () => {
  const guide = await readFile('docs/mini-program.md', 'utf8');
  for (const file of ['app.js', `${PAGE}.js`, `${PAGE}.wxml`]) {
    assert.ok(guide.includes(await readFile(`examples/mini-program/${file}`, 'utf8')), file);
  }
});
