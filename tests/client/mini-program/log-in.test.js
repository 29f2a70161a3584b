// @ts-check
// The log-in with WeChat that docs/mini-program.md shows: its server as a process of its own, and its file in the mini-program.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { startSandbox } from '../../../sandbox/server.js';
import { answers } from '../../support/command.mjs';
import { freePort } from '../../support/free-port.js';
import { openCodePackage } from '../../support/mini-program/harness.js';
import { wxRequest } from '../../support/mini-program/request-hosts.js';

const CODE = 'a code of wx.login';
const OPENID = published.data.list[0]?.openid ?? '';
/** The sample's page with the changes that the guide shows. */
const PAGE = 'pages/coupons/own-coupons.js';

/** WeChat's server, which is not on this machine: it knows one code. */
const WECHAT = `
const send = globalThis.fetch;
globalThis.fetch = async (url, options) => {
  if (!String(url).startsWith('https://api.weixin.qq.com/sns/jscode2session?')) return send(url, options);
  const { appid, secret, js_code, grant_type } = Object.fromEntries(new URL(url).searchParams);
  const known = appid === 'an AppID' && secret === 'an AppSecret' && grant_type === 'authorization_code' && js_code === '${CODE}';
  return Response.json(known ? { openid: '${OPENID}', session_key: 'unused' } : { errcode: 40029, errmsg: 'invalid code' });
};
`;

/** @type {Awaited<ReturnType<typeof openCodePackage>>} */
let codePackage;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** Inside the package, which can import itself by its name. @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof answers>>} */
let server;
/** @type {string} */
let url;

before(async () => {
  [codePackage, sandbox] = await Promise.all([openCodePackage(), startSandbox()]);
  const guide = await readFile('docs/mini-program.md', 'utf8');
  const blocks = [...guide.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, source = '']) => source);
  const shown = (/** @type {string} */ mark) => blocks.find((block) => block.includes(mark)) ?? assert.fail(mark);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  await mkdir('target', { recursive: true });
  folder = await mkdtemp(join('target', 'log-in-'));
  await writeFile(join(folder, 'wechat.js'), WECHAT);
  await writeFile(join(folder, 'server.js'), shown('app.post(').replace('8080', String(port)));
  await writeFile(join(codePackage.folder, 'log-in.js'), shown('module.exports = { listOwnCoupons }').replace('https://shop.example.com', url));
  const sample = await readFile(join(codePackage.folder, 'pages/coupons/coupons.js'), 'utf8');
  const page = sample.replace(/.*const client = .*\n.*await client\..*\n/, shown('const coupons = await listOwnCoupons('));
  assert.notEqual(page, sample);
  await writeFile(join(codePackage.folder, PAGE), shown("require('../../log-in.js')") + page);
  const variables = {
    CRM_URL: `${sandbox.url}/htest/openapi/v1`,
    CRM_CHANNEL: SANDBOX_CHANNEL,
    CRM_KEY: SANDBOX_KEY,
    SESSION_SECRET: 'a secret of the tests, 32 characters',
    WX_APPID: 'an AppID',
    WX_SECRET: 'an AppSecret',
  };
  server = await answers(process.execPath, ['--import', './wechat.js', 'server.js'], { folder, variables }, `${url}/coupons/healthz`);
});
after(async () => {
  await server?.close();
  await sandbox?.close();
  await codePackage?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** @param {{ code?: string, token?: string }} [settings] what wx.login gives, and, after the log-in, another session than the one that was given */
function start({ code = CODE, token } = {}) {
  const send = wxRequest();
  let logIns = 0;
  const wx = {
    login: (/** @type {any} */ { success }) => setTimeout(success, 0, { code }),
    request: (/** @type {any} */ options) => {
      if (!options.url.endsWith('/session')) return send(options);
      logIns += 1;
      const success = (/** @type {any} */ answer) => options.success(token && logIns === 1 ? { ...answer, data: { ...answer.data, session: token } } : answer);
      return send({ ...options, data: JSON.stringify(options.data), success });
    },
  };
  /** @type {any} */
  let page;
  const realm = codePackage.start({ wx, Page: (/** @type {any} */ options) => (page = options) });
  const { listOwnCoupons } = realm.require('log-in.js');
  const openPage = () => {
    realm.require(PAGE);
    page.setData = (/** @type {object} */ data) => Object.assign(page.data, data);
    return page;
  };
  return { listOwnCoupons, logIns: () => logIns, openPage };
}

test('a member who logs in with WeChat lists their own coupons', async () => {
  const { listOwnCoupons, logIns } = start();
  for (let turn = 0; turn < 2; turn += 1) {
    const coupons = await listOwnCoupons();
    assert.deepEqual(
      Array.from(coupons, ({ cpnCode }) => cpnCode),
      published.data.list.map(({ cpnCode }) => cpnCode),
    );
  }
  assert.equal(logIns(), 1);
});

test('the page of the guide shows the coupons of the member who logs in', async () => {
  const page = start().openPage();
  await page.onSearch();
  assert.deepEqual([page.data.message, page.data.loading], ['', false]);
  assert.deepEqual(
    Array.from(page.data.coupons, ({ code }) => code),
    published.data.list.map(({ cpnCode }) => cpnCode),
  );
});

test('a session that the server does not accept is replaced by a new one', async () => {
  const { listOwnCoupons, logIns } = start({ token: 'expired' });
  assert.equal((await listOwnCoupons()).length, published.data.list.length);
  assert.equal(logIns(), 2);
});

test('a code that WeChat does not know logs nobody in', async () => {
  await assert.rejects(start({ code: 'another code' }).listOwnCoupons(), { message: '登录失败，状态码 401' });
  assert.match(server.printed(), /jscode2session: 40029/);
});

test('a member cannot list the coupons of another', async () => {
  const post = (/** @type {string} */ path, /** @type {object} */ body, /** @type {Record<string, string>} */ headers = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const { session } = await (await post('/session', { code: CODE })).json();
  const mine = { authorization: `Bearer ${session}` };
  for (const query of [{ platformId: 'another' }, { memberId: 'SANDBOXMEMBER' }, { memberId: 'SANDBOXMEMBER', platformId: OPENID }])
    assert.equal((await post('/coupons/listCpnItemByMember', query, mine)).status, 403);
  assert.equal((await post('/coupons/listCpnItemByMember', { platformId: OPENID }, mine)).status, 200);
  assert.equal((await post('/coupons/listCpnItemByMember', { platformId: OPENID })).status, 401);
});
