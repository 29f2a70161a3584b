// @ts-check
// The gateway in a Worker, under `wrangler dev`: workerd itself, away from Cloudflare. Longer than the other tests, so that it has a command of its own.
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
  worker = await serves('npx', DEV, place());
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
    ORIGINS: `https://desk.example,${PUBLIC_ORIGIN}`,
    ...more,
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');
}

function place(folder = project.folder) {
  return { folder, variables: { XDG_CONFIG_HOME: join(folder, '.config'), WRANGLER_LOG_PATH: join(folder, '.logs') } };
}

/**
 * The same Worker with other variables, beside the first.
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
    const other = await serves('npx', DEV, place(folder));
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
 * What the log-in service gives out.
 *
 * @param {Record<string, unknown>} claims
 * @param {{ secret?: string, audience?: string, expires?: string | number, url?: string }} [options]
 */
async function loggedIn(claims, { secret = SECRET, audience = 'coupons', expires = '10m', url = worker.url } = {}) {
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

const member = () => loggedIn({ role: 'member', memberId: MEMBER });

/** @param {Response} response */
async function codes(response) {
  assert.equal(response.status, 200);
  const { data } = await response.json();
  return data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode);
}

/** @param {Promise<Response>} asked */
const status = async (asked) => (await asked).status;

test('whoever is not logged in gets nothing', async () => {
  assert.equal(await status(visitor(worker.url).coupons({ memberId: MEMBER })), 401);
});

test('a member sees their own coupons, and nobody else’s', async () => {
  const person = await member();
  assert.deepEqual(await codes(await person.coupons({ memberId: MEMBER })), CODES);
  assert.equal(await status(person.coupons({ memberId: OTHER })), 403);
  assert.equal(await status(person.coupons({ platformId: published.data.list[0]?.openid })), 403);
});

test('an admin sees anybody’s', async () => {
  const admin = await loggedIn({ role: 'admin' });
  assert.deepEqual(await codes(await admin.coupons({ memberId: MEMBER })), CODES);
  assert.ok((await codes(await admin.coupons({ memberId: OTHER }))).length > 0);
});

test('the client of the package asks it, with no key', async () => {
  const { cookie = '' } = await member();
  const client = new CouponClient({ gatewayUrl: `${worker.url}/coupons`, headers: { cookie, origin: worker.url } });
  assert.deepEqual(
    (await client.listCoupons({ memberId: MEMBER })).map(({ cpnCode }) => cpnCode),
    CODES,
  );
});

test('a token that has expired, or is not of this log-in, is none', async () => {
  const claims = { role: 'admin' };
  const none = [
    await loggedIn(claims, { expires: Math.floor(Date.now() / 1000) - 60 }),
    await loggedIn(claims, { secret: 'another secret, also 32 characters' }),
    await loggedIn(claims, { audience: 'another application' }),
    await loggedIn({ role: 'owner' }),
    await loggedIn({ role: 'member' }),
  ];
  for (const person of none) assert.equal(await status(person.coupons({ memberId: MEMBER })), 401);
});

test('a page of another origin neither asks, nor logs its visitor out', async () => {
  const person = await member();
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  assert.equal(await status(person.coupons({ memberId: MEMBER }, headers)), 403);
  assert.equal(await status(person.ask('DELETE', '/session', { headers })), 403);
  assert.equal(await status(person.coupons({ memberId: MEMBER })), 200);
});

test('a page of the origin that is listed asks and logs out, also where the browser does not say Sec-Fetch-Site', async () => {
  const person = await member();
  const headers = { 'sec-fetch-site': undefined, origin: PUBLIC_ORIGIN };
  assert.deepEqual(await codes(await person.coupons({ memberId: MEMBER }, headers)), CODES);
  assert.equal(await status(person.ask('DELETE', '/session', { headers })), 204);
  assert.equal(person.cookie, undefined);
});

test('logging out takes the cookie away', async () => {
  const person = await member();
  assert.equal(await status(person.logOut()), 204);
  assert.equal(person.cookie, undefined);
  assert.equal(await status(person.coupons({ memberId: MEMBER })), 401);
});

test('the platform counts the requests of each caller', async () => {
  const person = await loggedIn({ role: 'member', memberId: 'SANDBOXSTATUS' });
  const asked = Array.from({ length: 80 }, () => person.coupons({ memberId: 'SANDBOXSTATUS' }));
  const answers = await Promise.all(asked);
  const refused = answers.filter((response) => response.status === 429);
  // The minute may have turned between them.
  assert.ok(refused.length > 0 && answers.every((response) => [200, 429].includes(response.status)), answers.map(({ status }) => status).join());
  assert.equal(refused[0]?.headers.get('retry-after'), '60');
  assert.equal(await status((await member()).coupons({ memberId: MEMBER })), 200);
});

test('a path that is none is none, and its health can be asked for', async () => {
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

test('while the CRM says nothing, it answers before Cloudflare would end the call', async () => {
  const silent = createServer((request) => void request.resume());
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address());
  try {
    await withVariables(devVars({ CRM_URL: `http://127.0.0.1:${port}/v1` }), async (url) => {
      const person = await loggedIn({ role: 'member', memberId: MEMBER }, { url });
      const began = performance.now();
      assert.equal(await status(person.coupons({ memberId: MEMBER })), 504);
      assert.ok(performance.now() - began < 28_000);
    });
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});

test('what would be deployed holds no secret', async () => {
  const out = join(project.folder, 'out');
  await runs('npx', ['wrangler', 'deploy', '--dry-run', '--outdir', out], place());
  const { stdout } = await exec('grep', ['-rlE', `${SANDBOX_KEY}|${SECRET}|hash-key`, out]).catch((failed) => failed);
  assert.equal(stdout, '');
});
