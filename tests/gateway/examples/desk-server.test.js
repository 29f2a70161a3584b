// @ts-check
// The server of `npm start`: the desk's files, the gateway, the log-in and the sandbox on one origin.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CouponClient } from 'houcaller-coupons';
import { startDeskServer } from '../../../scripts/desk-server.mjs';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { startSandbox } from '../../../sandbox/server.js';
import { visitor } from './visitor.js';

const MEMBER = 'K1H93QDKI00B7';
const CODES = published.data.list.map(({ cpnCode }) => cpnCode);

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Awaited<ReturnType<typeof startDeskServer>>} */
let desk;
/** @type {import('houcaller-coupons/gateway').GatewayLogLine[]} */
const lines = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-desk-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>the desk</title>');
  sandbox = await startSandbox();
  desk = await startDeskServer({ sandbox, outDir: folder, log: (line) => lines.push(line) });
});
after(async () => {
  await desk?.close();
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the page has its Content-Security-Policy, and only the built files are served', async () => {
  const response = await fetch(`${desk.url}/`);
  assert.match(await response.text(), /the desk/);
  assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /);
  for (const path of ['/package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '//etc/passwd', '/nothing']) {
    assert.equal((await fetch(desk.url + path)).status, 404, path);
  }
});

test('a logged-in user queries the gateway without a key', async () => {
  const admin = visitor(desk.url);
  assert.equal((await admin.coupons({ memberId: MEMBER })).status, 401);
  await admin.logIn('admin');
  const client = new CouponClient({ gatewayUrl: `${desk.url}/coupons`, headers: { cookie: admin.cookie ?? '', origin: desk.url } });
  assert.deepEqual(
    (await client.listCoupons({ memberId: MEMBER })).map(({ cpnCode }) => cpnCode),
    CODES,
  );
  await admin.logOut();
  assert.equal((await admin.coupons({ memberId: MEMBER })).status, 401);
});

test('a request can ask the sandbox for a fault through the gateway, which does not affect other requests', async () => {
  const member = visitor(desk.url);
  await member.logIn('published');
  const statusWith = async (/** @type {string} */ fault) => (await member.coupons({ memberId: MEMBER }, fault ? { 'x-sandbox-fault': fault } : {})).status;
  assert.equal(await statusWith(''), 200);
  assert.equal(await statusWith('status=503'), 503);
  for (let count = 0; count < 6; count++) assert.equal(await statusWith('status=400'), 502);
  assert.equal(await statusWith('drop=cpnCode'), 502);
  assert.equal(await statusWith(''), 200);
  assert.ok(lines.length > 8);
});

test('the sandbox is reachable: its members, its pictures and its CRM interface', async () => {
  assert.equal((await (await fetch(`${desk.url}/sandbox/members`)).json())[0].memberId, MEMBER);
  assert.equal((await fetch(`${desk.url}/upload_img/common/hklai.jpg`)).headers.get('content-type'), 'image/svg+xml');
  const client = new CouponClient({ baseUrl: `${desk.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } });
  assert.deepEqual(
    (await client.listCoupons({ memberId: MEMBER })).map(({ cpnCode }) => cpnCode),
    CODES,
  );
});

test('every member account of the demo exists in the sandbox', async () => {
  const anybody = visitor(desk.url);
  for (const { id, role } of await (await anybody.ask('GET', '/session/accounts')).json()) {
    const { account } = await (await anybody.logIn(id)).json();
    assert.equal(account.role, role);
    if (role !== 'member') continue;
    const { code } = await (await anybody.coupons({ memberId: account.memberId })).json();
    assert.equal(code, 0, id);
  }
});
