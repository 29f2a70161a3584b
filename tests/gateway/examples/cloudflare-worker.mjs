// @ts-check
// Runs the Cloudflare Worker example locally with `wrangler dev`, which uses workerd. It takes longer than the other tests, so it
// has a command of its own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CouponClient } from 'houcaller-coupons';
import { SignJWT } from 'jose';
import { SANDBOX_KEY } from '../../../sandbox/app.js';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { startSandbox } from '../../../sandbox/server.js';
import { runs, serves } from '../../support/command.mjs';
import { exec } from '../../support/packed.js';
import { install } from './project.js';
import { visitor } from './visitor.js';

const MEMBER = 'K1H93QDKI00B7';
const OTHER = 'SANDBOXMEMBER';
const SECRET = 'a secret of the tests, 32 characters';
const PUBLIC_ORIGIN = 'https://coupons.example';
const CODES = published.data.list.map(({ cpnCode }) => cpnCode);
const DEV = ['wrangler', 'dev', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0', '--show-interactive-dev-session=false'];

/** @type {Awaited<ReturnType<typeof install>>} */
let project;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Awaited<ReturnType<typeof serves>>} */
let worker;

before(async () => {
  [project, sandbox] = await Promise.all([install('cloudflare-worker'), startSandbox()]);
  await writeFile(join(project.folder, '.dev.vars'), devVars({ CRM_URL: `${sandbox.url}/htest/openapi/v1` }));
  worker = await serves('npx', DEV, wranglerOptions());
});
after(async () => {
  await worker?.close();
  await sandbox?.close();
  await project?.remove();
});

/** @param {Record<string, string>} more */
function devVars(more) {
  const variables = {
    CRM_KEY: SANDBOX_KEY,
    SESSION_SECRET: SECRET,
    HASH_KEY: 'hash-key-of-the-tests',
    ORIGINS: `https://desk.example, ${PUBLIC_ORIGIN}`,
    ...more,
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');
}

function wranglerOptions(folder = project.folder) {
  return { folder, variables: { XDG_CONFIG_HOME: join(folder, '.config'), WRANGLER_LOG_PATH: join(folder, '.logs') } };
}

/**
 * Starts a second Worker with other variables.
 *
 * @param {string} variables
 * @param {(url: string) => Promise<void>} work
 */
async function withVariables(variables, work) {
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-worker-'));
  try {
    for (const name of ['src', 'package.json', 'wrangler.jsonc']) await cp(join(project.folder, name), join(folder, name), { recursive: true });
    await symlink(join(project.folder, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, '.dev.vars'), variables);
    const other = await serves('npx', DEV, wranglerOptions(folder));
    try {
      await work(other.url);
    } finally {
      await other.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * A visitor with a token of the log-in service.
 *
 * @param {Record<string, unknown>} claims
 * @param {{ secret?: string, audience?: string, expires?: string | number, url?: string }} [options]
 */
async function visitorWithToken(claims, { secret = SECRET, audience = 'coupons', expires = '10m', url = worker.url } = {}) {
  const token = await new SignJWT({ sub: 'somebody', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('log-in')
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
  const person = visitor(url);
  person.cookie = `__Host-session=${token}`;
  return person;
}

const member = () => visitorWithToken({ role: 'member', memberId: MEMBER });

/** @param {Response} response */
async function codes(response) {
  assert.equal(response.status, 200);
  const { data } = await response.json();
  return data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode);
}

/** @param {Promise<Response>} response */
const status = async (response) => (await response).status;

test('without a session a query is refused', async () => {
  assert.equal(await status(visitor(worker.url).coupons({ memberId: MEMBER })), 401);
});

test('a member gets their own coupons only', async () => {
  const person = await member();
  assert.deepEqual(await codes(await person.coupons({ memberId: MEMBER })), CODES);
  assert.equal(await status(person.coupons({ memberId: OTHER })), 403);
  assert.equal(await status(person.coupons({ platformId: published.data.list[0]?.openid })), 403);
});

test('an admin gets the coupons of any member', async () => {
  const admin = await visitorWithToken({ role: 'admin' });
  assert.deepEqual(await codes(await admin.coupons({ memberId: MEMBER })), CODES);
  assert.ok((await codes(await admin.coupons({ memberId: OTHER }))).length > 0);
});

test('the package’s client queries the gateway without a key', async () => {
  const { cookie = '' } = await member();
  const client = new CouponClient({ gatewayUrl: `${worker.url}/coupons`, headers: { cookie, origin: worker.url } });
  assert.deepEqual(
    (await client.listCoupons({ memberId: MEMBER })).map(({ cpnCode }) => cpnCode),
    CODES,
  );
});

test('an expired token, or one with a wrong signature or claims, is refused', async () => {
  const claims = { role: 'admin' };
  const visitors = [
    await visitorWithToken(claims, { expires: Math.floor(Date.now() / 1000) - 60 }),
    await visitorWithToken(claims, { secret: 'another secret, also 32 characters' }),
    await visitorWithToken(claims, { audience: 'another application' }),
    await visitorWithToken({ role: 'owner' }),
    await visitorWithToken({ role: 'member' }),
  ];
  for (const person of visitors) assert.equal(await status(person.coupons({ memberId: MEMBER })), 401);
});

test('pages of other origins can neither query nor log the visitor out', async () => {
  const person = await member();
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  assert.equal(await status(person.coupons({ memberId: MEMBER }, headers)), 403);
  assert.equal(await status(person.ask('DELETE', '/session', { headers })), 403);
  assert.equal(await status(person.coupons({ memberId: MEMBER })), 200);
});

test('pages of a listed origin can query and log out, also if the browser sends no Sec-Fetch-Site', async () => {
  const person = await member();
  const headers = { 'sec-fetch-site': undefined, origin: PUBLIC_ORIGIN };
  assert.deepEqual(await codes(await person.coupons({ memberId: MEMBER }, headers)), CODES);
  const preflight = await person.ask('OPTIONS', '/session', { headers: { ...headers, 'access-control-request-method': 'DELETE' } });
  assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-methods')], [204, 'DELETE']);
  const loggedOut = await person.ask('DELETE', '/session', { headers });
  assert.deepEqual([loggedOut.status, loggedOut.headers.get('access-control-allow-origin')], [204, PUBLIC_ORIGIN]);
  assert.equal(person.cookie, undefined);
});

test('logging out deletes the cookie', async () => {
  const person = await member();
  assert.equal(await status(person.logOut()), 204);
  assert.equal(person.cookie, undefined);
  assert.equal(await status(person.coupons({ memberId: MEMBER })), 401);
});

test('Cloudflare’s rate limiting binding limits each caller', async () => {
  const person = await visitorWithToken({ role: 'member', memberId: 'SANDBOXSTATUS' });
  const sent = Array.from({ length: 80 }, () => person.coupons({ memberId: 'SANDBOXSTATUS' }));
  const answers = await Promise.all(sent);
  const refused = answers.filter((response) => response.status === 429);
  // The requests may fall into two periods, so their exact number is unknown.
  assert.ok(refused.length > 0 && answers.every((response) => [200, 429].includes(response.status)), answers.map(({ status }) => status).join());
  assert.equal(refused[0]?.headers.get('retry-after'), '60');
  assert.equal(await status((await member()).coupons({ memberId: MEMBER })), 200);
});

test('an unknown path gets 404, and the health is available', async () => {
  const anybody = visitor(worker.url);
  assert.equal(await status(anybody.ask('GET', '/')), 404);
  assert.deepEqual(await (await anybody.ask('GET', '/coupons/healthz')).json(), { status: 'ok', crm: 'closed' });
});

test('the placeholders of .dev.vars.example are refused', async () => {
  const example = await readFile(join(project.folder, '.dev.vars.example'), 'utf8');
  const isRefused = withVariables(example, async (url) => {
    const response = await fetch(`${url}/coupons/healthz`);
    assert.notEqual(response.status, 200);
    throw new Error(await response.text());
  });
  await assert.rejects(isRefused, /SESSION_SECRET: expected a secret of your own|HASH_KEY: expected a secret of your own/);
});

test('if the CRM does not answer, the Worker answers before Cloudflare would end the call', async () => {
  const silent = createServer((request) => void request.resume());
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address());
  try {
    await withVariables(devVars({ CRM_URL: `http://127.0.0.1:${port}/v1` }), async (url) => {
      const person = await visitorWithToken({ role: 'member', memberId: MEMBER }, { url });
      const began = performance.now();
      assert.equal(await status(person.coupons({ memberId: MEMBER })), 504);
      assert.ok(performance.now() - began < 28_000);
    });
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});

test('the deployed bundle contains no secret', async () => {
  const out = join(project.folder, 'out');
  await runs('npx', ['wrangler', 'deploy', '--dry-run', '--outdir', out], wranglerOptions());
  const found = (/** @type {string} */ pattern) =>
    exec('grep', ['-rlE', pattern, out]).then(
      ({ stdout }) => stdout,
      ({ stdout }) => stdout,
    );
  assert.equal(await found(`${SANDBOX_KEY}|${SECRET}|hash-key`), '');
  // The bundle is where the search looks.
  assert.match(await found('listCpnItemByMember'), /worker\.js/);
});
