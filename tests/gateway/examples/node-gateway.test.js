// @ts-check
// The Node gateway example, installed as its Dockerfile installs it: sessions, queries, settings and shutdown.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CouponClient } from 'houcaller-coupons';
import { SignJWT } from 'jose';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { startSandbox } from '../../../sandbox/server.js';
import { checkGuideGateway, guide, MEMBER } from '../../support/guide.js';
import { start } from './program.js';
import { install } from './project.js';
import { startRedis } from '../../support/redis.js';
import { visitor } from './visitor.js';

const OTHER = 'SANDBOXMEMBER';
const SECRET = 'a secret of the tests, 32 characters';
const HASH_KEY = 'hash-key-of-the-tests';
const CODES = published.data.list.map(({ cpnCode }) => cpnCode);

/** @type {Awaited<ReturnType<typeof install>>} */
let project;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {ReturnType<typeof start>} */
let gateway;
/** @type {string} */
let url;
/** @type {Record<string, string>} */
let environment;

before(async () => {
  [project, sandbox] = await Promise.all([install('node-gateway', ['--omit=dev']), startSandbox()]);
  environment = {
    CRM_URL: `${sandbox.url}/htest/openapi/v1`,
    CRM_CHANNEL: SANDBOX_CHANNEL,
    CRM_KEY: SANDBOX_KEY,
    SESSION_SECRET: SECRET,
    DEMO: '1',
    PORT: '0',
  };
  gateway = start(project.folder, environment);
  url = await gateway.url();
});
after(async () => {
  await gateway?.stop();
  await sandbox?.close();
  await project?.remove();
});

/** @param {Response} response */
async function codes(response) {
  assert.equal(response.status, 200);
  const { data } = await response.json();
  return data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode);
}

/** @param {Promise<Response>} response */
const status = async (response) => (await response).status;

test('without a session a query is refused', async () => {
  const nobody = visitor(url);
  assert.equal(await status(nobody.session()), 401);
  const response = await nobody.coupons({ memberId: MEMBER });
  assert.equal(response.status, 401);
  assert.doesNotMatch(await response.text(), new RegExp(MEMBER));
});

test('a member logs in, reads their session, and gets their own coupons', async () => {
  const member = visitor(url);
  const response = await member.logIn('published');
  const account = { role: 'member', memberId: MEMBER };
  assert.deepEqual([response.status, await response.json()], [200, { account }]);
  assert.deepEqual(await (await member.session()).json(), { account });
  assert.deepEqual(await codes(await member.coupons({ memberId: MEMBER })), CODES);
});

test('the package’s client queries the gateway without a key', async () => {
  const member = visitor(url);
  await member.logIn('published');
  const client = new CouponClient({ gatewayUrl: `${url}/coupons`, headers: { cookie: member.cookie ?? '', origin: url } });
  assert.deepEqual(
    (await client.listCoupons({ memberId: MEMBER })).map(({ cpnCode }) => cpnCode),
    CODES,
  );
  await assert.rejects(client.listCoupons({ memberId: OTHER }), { kind: 'http', status: 403 });
});

test("a member's query for another member is refused", async () => {
  const member = visitor(url);
  await member.logIn('ordinary');
  const { openid } = published.data.list[0] ?? {};
  for (const query of [{ memberId: MEMBER }, { platformId: openid }, { memberId: OTHER, platformId: openid }]) {
    const response = await member.coupons(query);
    assert.equal(response.status, 403, JSON.stringify(query));
    assert.doesNotMatch(await response.text(), /cpnCode/);
  }
  assert.ok((await codes(await member.coupons({ memberId: OTHER }))).length > 0);
});

test('an admin gets the coupons of any member, by either id', async () => {
  const admin = visitor(url);
  assert.deepEqual(await (await admin.logIn('admin')).json(), { account: { role: 'admin' } });
  assert.deepEqual(await codes(await admin.coupons({ memberId: MEMBER })), CODES);
  assert.deepEqual(await codes(await admin.coupons({ platformId: published.data.list[0]?.openid })), CODES);
});

test('the demo lists its accounts and accepts no other', async () => {
  const anybody = visitor(url);
  const accounts = await (await anybody.ask('GET', '/session/accounts')).json();
  assert.deepEqual(accounts[0], { id: 'admin', role: 'admin', title: { zh: '管理员', en: 'Admin' } });
  assert.ok(accounts.length > 2 && accounts.slice(1).every((/** @type {any} */ { role, title }) => role === 'member' && title.zh && title.en));
  assert.equal(await status(anybody.logIn('root')), 401);
  assert.equal(await status(anybody.session()), 401);
});

test('a malformed log-in is refused', async () => {
  const anybody = visitor(url);
  const logIn = (/** @type {unknown} */ body, /** @type {Record<string, string>} */ headers = {}) => status(anybody.ask('POST', '/session', { body, headers }));
  assert.equal(await logIn('{"account":'), 400);
  assert.equal(await logIn([]), 400);
  assert.equal(await logIn({ account: 1 }), 400);
  assert.equal(await logIn({ account: 'admin', role: 'admin' }), 400);
  assert.equal(await logIn('account=admin', { 'content-type': 'application/x-www-form-urlencoded' }), 415);
  assert.equal(await logIn('{"account":"admin"}', { 'content-type': 'text/plain' }), 415);
  assert.equal(await logIn({ account: 'a'.repeat(5_000) }), 413);
  assert.equal(anybody.cookie, undefined);
});

test('logging out ends the session, including copies of its cookie', async () => {
  const member = visitor(url);
  await member.logIn('published');
  const copy = member.cookie;
  const response = await member.logOut();
  assert.deepEqual([response.status, member.cookie], [204, undefined]);
  assert.equal(await status(member.coupons({ memberId: MEMBER })), 401);
  member.cookie = copy;
  assert.equal(await status(member.session()), 401);
  assert.equal(await status(member.coupons({ memberId: MEMBER })), 401);
  assert.equal(await status(visitor(url).logOut()), 204);
});

test('a session expires', async () => {
  const short = start(project.folder, { ...environment, SESSION_SECONDS: '3' });
  try {
    const member = visitor(await short.url());
    await member.logIn('published');
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 200);
    const deadline = Date.now() + 10_000;
    while ((await status(member.session())) === 200 && Date.now() < deadline) await pause(200);
    assert.equal(await status(member.session()), 401);
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 401);
  } finally {
    await short.stop();
  }
});

test('a forged token is refused', async () => {
  const member = visitor(url);
  await member.logIn('published');
  const [name, token = ''] = member.cookie?.split('=') ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const asAdmin = Buffer.from(JSON.stringify({ ...JSON.parse(String(Buffer.from(claims, 'base64url'))), role: 'admin' })).toString('base64url');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  const signed = (/** @type {string} */ secret, /** @type {string} */ audience) =>
    new SignJWT({ role: 'admin' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('admin')
      .setIssuer('coupons-gateway')
      .setAudience(audience)
      .setJti('1')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
  const forged = [
    `${header}.${asAdmin}.${signature}`,
    `${unsigned}.${asAdmin}.`,
    `${unsigned}.${asAdmin}.${signature}`,
    await signed('another secret, also 32 characters', 'coupons-gateway'),
    await signed(SECRET, 'another application'),
    '',
    'x'.repeat(3_000),
  ];
  for (const token of forged) {
    member.cookie = `${name}=${token}`;
    assert.equal(await status(member.session()), 401, token);
    assert.equal(await status(member.coupons({ memberId: OTHER })), 401, token);
  }
  // The same token with the right signature is accepted.
  member.cookie = `${name}=${await signed(SECRET, 'coupons-gateway')}`;
  assert.equal(await status(member.coupons({ memberId: OTHER })), 200);
});

test('pages of other origins can neither query nor log the visitor in or out', async () => {
  const member = visitor(url);
  await member.logIn('published');
  for (const headers of [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
  ]) {
    const response = await member.coupons({ memberId: MEMBER }, headers);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(await status(member.ask('POST', '/session', { body: { account: 'admin' }, headers })), 403);
    assert.equal(await status(member.ask('DELETE', '/session', { headers })), 403);
  }
  assert.deepEqual(await (await member.session()).json(), { account: { role: 'member', memberId: MEMBER } });
});

test('behind a proxy that terminates TLS, browsers without Sec-Fetch-Site work if the public origin is listed', async () => {
  const publicOrigin = 'https://coupons.example';
  const [headers, other] = [publicOrigin, 'https://evil.example'].map((origin) => ({ 'sec-fetch-site': undefined, origin }));
  const body = { account: 'published' };
  assert.equal(await status(visitor(url).ask('POST', '/session', { body, headers })), 403);
  const listing = start(project.folder, { ...environment, ORIGINS: `https://desk.example,${publicOrigin}` });
  try {
    const member = visitor(await listing.url());
    assert.equal(await status(member.ask('POST', '/session', { body, headers: other })), 403);
    assert.equal(await status(member.ask('POST', '/session', { body, headers })), 200);
    assert.deepEqual(await codes(await member.coupons({ memberId: MEMBER }, headers)), CODES);
    assert.equal(await status(member.ask('DELETE', '/session', { headers: other })), 403);
    assert.equal(await status(member.ask('DELETE', '/session', { headers })), 204);
    assert.equal(member.cookie, undefined);
  } finally {
    await listing.stop();
  }
});

test('the cookie is HttpOnly and SameSite=Strict, and Secure except in the demo', async () => {
  const cookie = (await visitor(url).logIn('published')).headers.get('set-cookie') ?? '';
  assert.match(cookie, /^session=[\w.-]+; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/);
  const file = join(project.folder, 'log-in.js');
  await writeFile(
    file,
    "export const logIn = async ({ name }) => (name === 'a' ? { id: 'a', role: 'member', memberId: 'SANDBOXMEMBER' } : name === 'b' ? {} : null);",
  );
  const real = start(project.folder, { ...environment, DEMO: '0', LOG_IN: './log-in.js', HOST: '127.0.0.1' });
  try {
    const member = visitor(await real.url());
    const response = await member.ask('POST', '/session', { body: { name: 'a' } });
    assert.match(response.headers.get('set-cookie') ?? '', /^__Host-session=[\w.-]+; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    assert.ok((await codes(await member.coupons({ memberId: OTHER }))).length > 0);
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 403);
    // The demo's accounts are not available, and an invalid account is an error.
    assert.equal(await status(member.ask('GET', '/session/accounts')), 404);
    assert.equal(await status(member.logIn('admin')), 401);
    assert.equal(await status(member.ask('POST', '/session', { body: { name: 'b' } })), 500);
  } finally {
    await real.stop();
  }
});

test('the message for an invalid setting names it but does not contain its value', async () => {
  const { readSettings } = await import(pathToFileURL(join(project.folder, 'src', 'settings.js')).href);
  const empty = join(project.folder, 'empty');
  await writeFile(empty, '\n');
  const placeholder = join(project.folder, 'placeholder');
  await writeFile(placeholder, 'REPLACE ME: 32 characters, private\n');
  const utf16 = join(project.folder, 'utf16');
  await writeFile(utf16, '\uFEFFprivate1', 'utf16le');
  /** @type {Array<[Record<string, string>, RegExp]>} */
  const wrong = [
    [{ CRM_URL: '' }, /^CRM_URL: expected the CRM's address, found none$/],
    [{ CRM_URL: 'ftp://private.example' }, /^CRM_URL: expected an address that begins with http:\/\/ or https:\/\/, found something else$/],
    [{ CRM_CHANNEL: '' }, /^CRM_CHANNEL: expected the name of the channel, found none$/],
    [{ CRM_KEY: '' }, /^CRM_KEY or CRM_KEY_FILE: expected the key that the CRM gave out, found none$/],
    [{ CRM_KEY_FILE: empty }, /^CRM_KEY: expected either CRM_KEY or CRM_KEY_FILE, found both$/],
    [{ CRM_KEY: '', CRM_KEY_FILE: empty }, /^CRM_KEY_FILE: expected a file with the secret in it, found an empty one$/],
    [{ CRM_KEY: '', CRM_KEY_FILE: '/nowhere' }, /^CRM_KEY_FILE: expected a file that can be read, found ENOENT$/],
    [{ CRM_KEY: '', CRM_KEY_FILE: utf16 }, /^CRM_KEY_FILE: expected a file in UTF-8, found another encoding$/],
    [{ CRM_CIPHER: '{"key":"private"}' }, /^CRM_CIPHER: expected a JSON object without a key, .*, found something else$/],
    [{ NEXT_CRM_KEY: 'next-private', NEXT_CRM_CIPHER: '[]' }, /^NEXT_CRM_CIPHER: expected a JSON object without a key/],
    [{ SESSION_SECRET: '' }, /^SESSION_SECRET or SESSION_SECRET_FILE: expected at least 32 random characters, found none$/],
    [{ SESSION_SECRET: 'private' }, /^SESSION_SECRET: expected at least 32 characters, found fewer$/],
    [
      { SESSION_SECRET: 'change-me-change-me-change-me-private' },
      /^SESSION_SECRET: expected a secret of your own, such as openssl rand -base64 32 prints, found a placeholder$/,
    ],
    [{ SESSION_SECRET: 'at-least-32-random-characters-of-yours' }, /^SESSION_SECRET: expected a secret of your own, .*, found a placeholder$/],
    [{ SESSION_SECRET: 'a'.repeat(40) }, /^SESSION_SECRET: .*, found a placeholder$/],
    [{ SESSION_SECRET: '', SESSION_SECRET_FILE: placeholder }, /^SESSION_SECRET_FILE: .*, found a placeholder$/],
    [{ HASH_KEY: 'at-least-16-random-characters-of-yours' }, /^HASH_KEY: .*, found a placeholder$/],
    [{ METRICS_TOKEN: 'your-secret-token' }, /^METRICS_TOKEN: .*, found a placeholder$/],
    [{ CRM_KEY: 'changeme' }, /^CRM_KEY: .*, found a placeholder$/],
    [{ ONE_SESSION: 'private' }, /^ONE_SESSION: expected 0 or 1, found something else$/],
    [{ PROXIES: 'private' }, /^PROXIES: expected a whole number from 0 to 9, found something else$/],
    [{ SESSION_SECONDS: '1e9' }, /^SESSION_SECONDS: expected a whole number from 1 to 86400, found something else$/],
    [{ ORIGINS: 'https://private.example/' }, /^ORIGINS: expected origins with commas between them, .*, found something else$/],
    [{ REDIS_URL: 'redis://:private@127.0.0.1:1' }, /^HASH_KEY: expected a key with REDIS_URL, the same for every instance, found none$/],
    [{ REDIS_URL: 'http://private.example', HASH_KEY }, /^REDIS_URL: expected an address that begins with redis:\/\/ or rediss:\/\/, found something else$/],
    [{ HASH_KEY: 'private' }, /^HASH_KEY: expected at least 16 characters, found fewer$/],
    [{ METRICS_TOKEN: 'private' }, /^METRICS_TOKEN: expected at least 16 characters, found fewer$/],
    [{ DEMO: 'private' }, /^DEMO: expected 0 or 1, found something else$/],
    [{ DEMO: '' }, /^LOG_IN: expected a module of your own that logs people in, or DEMO=1 for accounts that everybody may use, found neither$/],
    [{ LOG_IN: './private.js' }, /^LOG_IN: .*found both$/],
    [{ CRM_URL: 'http://crm.private.example/v1' }, /^DEMO: expected a CRM_URL on localhost with DEMO=1, found another address$/],
    [{ HOST: '0.0.0.0' }, /^HOST: expected a loopback address with DEMO=1, found another address$/],
    [{ PORT: '65536' }, /^PORT: expected a whole number from 0 to 65535, found something else$/],
  ];
  for (const [changes, message] of wrong) {
    assert.throws(
      () => readSettings({ ...environment, ...changes }),
      (/** @type {Error} */ error) => {
        assert.match(error.message, message);
        return !/private|sandbox8|a secret of the tests|hash-key/.test(error.message);
      },
    );
  }
  assert.equal(readSettings(environment).port, 0);
});

test('without HOST the server listens on all addresses, and the demo on the loopback address', async () => {
  const { readSettings } = await import(pathToFileURL(join(project.folder, 'src', 'settings.js')).href);
  assert.equal(readSettings({ ...environment, DEMO: '0', LOG_IN: './log-in.js' }).host, '0.0.0.0');
  assert.equal(readSettings(environment).host, '127.0.0.1');
});

test('the next cipher has the settings of NEXT_CRM_CIPHER, or else those of CRM_CIPHER, and the key of NEXT_CRM_KEY, or else of CRM_KEY', async () => {
  const { readSettings } = await import(pathToFileURL(join(project.folder, 'src', 'settings.js')).href);
  const cbc = { mode: 'CBC', iv: 'key' };
  const [now, next] = [{ CRM_CIPHER: JSON.stringify(cbc) }, { NEXT_CRM_KEY: 'next-key' }];
  /** @type {Array<[Record<string, string>, object | undefined]>} */
  const ciphers = [
    [now, undefined],
    [next, { key: 'next-key' }],
    [
      { ...now, ...next },
      { ...cbc, key: 'next-key' },
    ],
    [
      { ...now, ...next, NEXT_CRM_CIPHER: '{"mode":"ECB"}' },
      { mode: 'ECB', key: 'next-key' },
    ],
    [{ ...now, ...next, NEXT_CRM_CIPHER: '{}' }, { key: 'next-key' }],
    [{ NEXT_CRM_CIPHER: JSON.stringify(cbc) }, { ...cbc, key: SANDBOX_KEY }],
    [
      { ...now, NEXT_CRM_CIPHER: '{"mode":"ECB"}' },
      { mode: 'ECB', key: SANDBOX_KEY },
    ],
  ];
  for (const [changes, expected] of ciphers) assert.deepEqual(readSettings({ ...environment, ...changes }).crm.nextCipher, expected, JSON.stringify(changes));
  assert.throws(() => readSettings({ ...environment, NEXT_CRM_CIPHER: 'nonsense' }), /^Error: NEXT_CRM_CIPHER: expected a JSON object without a key/);
});

test('ORIGINS may list apps and browser extensions, whose pages can query and log in', async () => {
  const origins = ['capacitor://localhost', 'chrome-extension://abcdefghijklmnop', 'https://desk.example'];
  const program = start(project.folder, { ...environment, ORIGINS: origins.join(', ') });
  try {
    for (const origin of origins) {
      const headers = { 'sec-fetch-site': 'cross-site', origin };
      const member = visitor(await program.url());
      const loggedIn = await member.ask('POST', '/session', { body: { account: 'published' }, headers });
      assert.deepEqual([loggedIn.status, loggedIn.headers.get('access-control-allow-origin')], [200, origin]);
      const response = await member.coupons({ memberId: MEMBER }, headers);
      assert.equal(response.headers.get('access-control-allow-origin'), origin);
      assert.deepEqual(await codes(response), CODES);
    }
  } finally {
    await program.stop();
  }
});

test('if the start fails, the program prints one line', async () => {
  /** @type {Array<[Record<string, string>, string]>} */
  const wrong = [
    [{ CRM_URL: '' }, "CRM_URL: expected the CRM's address, found none"],
    [{ CRM_KEY: 'private' }, 'CRM_KEY: expected at least 8 bytes, found 7 bytes'],
    [{ CRM_CIPHER: '{"mode":"private"}' }, "CRM_CIPHER.mode: expected 'ECB' or 'CBC', found another string"],
    [{ NEXT_CRM_KEY: 'private' }, 'NEXT_CRM_KEY: expected at least 8 bytes, found 7 bytes'],
    [{ NEXT_CRM_CIPHER: '{"mode":"private"}' }, "NEXT_CRM_CIPHER.mode: expected 'ECB' or 'CBC', found another string"],
    [
      { ORIGINS: 'https://desk.example,file://' },
      "ORIGINS: expected an origin as a browser sends it, such as 'https://desk.example' or 'capacitor://localhost', found another string",
    ],
    [{ REDIS_URL: 'redis://:private@127.0.0.1:1', HASH_KEY }, 'REDIS_URL: expected a Redis server that answers and accepts the credentials, found none'],
    [{ DEMO: '0', LOG_IN: './src/ended-sessions.js' }, 'LOG_IN: expected a module that exports the function logIn, found another'],
    [{ DEMO: '0', LOG_IN: './private.js' }, 'LOG_IN: expected a module that can be loaded, found ERR_MODULE_NOT_FOUND'],
    [{ DEMO: '0', LOG_IN: './src' }, 'LOG_IN: expected a module that can be loaded, found ERR_UNSUPPORTED_DIR_IMPORT'],
    [{ PORT: new URL(url).port }, 'HOST, PORT: expected an address to listen at, found EADDRINUSE'],
  ];
  for (const [changes, line] of wrong) {
    const program = start(project.folder, { ...environment, ...changes });
    assert.equal(await program.ended, 1);
    assert.equal(program.printed, `${line}\n`);
  }
});

test('if the log-in module cannot be loaded, the program names LOG_IN and prints the error of the module', async () => {
  /** @type {Array<[string, RegExp]>} */
  const modules = [
    ['export const logIn = ;', /^LOG_IN: expected a module that can be loaded, found SyntaxError\nSyntaxError: Unexpected token ';'/],
    ["\nthrow new TypeError('no directory');", /^LOG_IN: .*, found TypeError\nTypeError: no directory\n +at file:.*broken\.js:2:/],
    ["import 'not-installed';", /^LOG_IN: .*, found ERR_MODULE_NOT_FOUND\nError.*: Cannot find package 'not-installed'/],
    ["throw 'no directory';", /^LOG_IN: .*, found another\nno directory\n$/],
  ];
  for (const [text, printed] of modules) {
    await writeFile(join(project.folder, 'broken.js'), text);
    const program = start(project.folder, { ...environment, DEMO: '0', LOG_IN: './broken.js' });
    assert.equal(await program.ended, 1);
    assert.match(program.printed, printed);
  }
});

test('if the start fails, the program ends although the log-in module has open handles', async () => {
  await writeFile(join(project.folder, 'busy-log-in.js'), `setInterval(() => {}, 1_000); export { demoLogIn as logIn } from './src/demo-accounts.js';`);
  const busy = { ...environment, DEMO: '0', LOG_IN: './busy-log-in.js', HOST: '127.0.0.1' };
  /** @type {Array<[Record<string, string>, RegExp]>} */
  const wrong = [
    [{ REDIS_URL: 'redis://127.0.0.1:1', HASH_KEY }, /^REDIS_URL: .*\n$/],
    [{ CRM_KEY: 'private' }, /^CRM_KEY: .*\n$/],
    [{ PORT: new URL(url).port }, /^HOST, PORT: .*\n$/],
  ];
  for (const [changes, printed] of wrong) {
    const program = start(project.folder, { ...busy, ...changes });
    const late = setTimeout(() => program.child.kill('SIGKILL'), 15_000);
    assert.equal(await program.ended, 1, program.printed);
    clearTimeout(late);
    assert.match(program.printed, printed);
  }
});

test('secrets can be read from files', async () => {
  // With what editors and shells add: final line breaks and a byte order mark.
  const files = { CRM_KEY_FILE: `\uFEFF${SANDBOX_KEY}\r\n\r\n`, SESSION_SECRET_FILE: `${SECRET}\n` };
  for (const [name, text] of Object.entries(files)) await writeFile(join(project.folder, name), text);
  const program = start(project.folder, {
    ...environment,
    CRM_KEY: '',
    SESSION_SECRET: '',
    CRM_KEY_FILE: 'CRM_KEY_FILE',
    SESSION_SECRET_FILE: 'SESSION_SECRET_FILE',
  });
  try {
    const member = visitor(await program.url());
    // A session of the other instance is valid, because both have the same secret.
    const other = visitor(url);
    await other.logIn('published');
    member.cookie = other.cookie;
    assert.deepEqual(await codes(await member.coupons({ memberId: MEMBER })), CODES);
  } finally {
    await program.stop();
  }
});

test('queries succeed after the CRM has changed to the next key', async () => {
  const changed = await startSandbox({ key: 'next-key' });
  const program = start(project.folder, { ...environment, CRM_URL: `${changed.url}/htest/openapi/v1`, NEXT_CRM_KEY: 'next-key' });
  try {
    const member = visitor(await program.url());
    await member.logIn('published');
    assert.deepEqual(await codes(await member.coupons({ memberId: MEMBER })), CODES);
  } finally {
    await program.stop();
    await changed.close();
  }
});

test('two instances share rate limits and ended sessions in Redis', async () => {
  const redis = await startRedis();
  const shared = { ...environment, REDIS_URL: redis.url, HASH_KEY };
  const programs = [start(project.folder, shared), start(project.folder, shared)];
  try {
    const [first, second] = await Promise.all(programs.map(async (program) => visitor(await program.url())));
    assert.ok(first && second);
    await first.logIn('published');
    second.cookie = first.cookie;
    const statuses = [];
    for (let count = 0; count < 61; count++) statuses.push(await status((count % 2 ? first : second).coupons({ memberId: MEMBER })));
    assert.deepEqual(statuses, [...Array(60).fill(200), 429]);
    const response = await first.coupons({ memberId: MEMBER });
    assert.match(response.headers.get('retry-after') ?? '', /^[1-6]?\d$/);
    const copy = first.cookie;
    assert.equal(await status(first.logOut()), 204);
    second.cookie = copy;
    assert.equal(await status(second.session()), 401);
    const other = visitor(await /** @type {any} */ (programs[0]).url());
    await other.logIn('ordinary');
    await redis.stop();
    // Without Redis, sessions cannot be checked. The answer is 503, because 401 would log the user out.
    assert.equal(await status(other.coupons({ memberId: OTHER })), 503);
    assert.equal(await status(visitor(await /** @type {any} */ (programs[0]).url()).logIn('ordinary')), 503);
    assert.equal(await status(other.ask('GET', '/coupons/healthz')), 200);
    // A session cannot be ended either. Logging out must not appear to succeed, because the cookie is valid again when Redis is back.
    const kept = other.cookie;
    const refused = await other.logOut();
    assert.deepEqual([refused.status, await refused.json()], [503, { title: 'not logged out: the session could not be ended', status: 503 }]);
    assert.ok(kept && other.cookie === kept);
    assert.equal(await status(visitor(await /** @type {any} */ (programs[0]).url()).logOut()), 204);
  } finally {
    assert.deepEqual(await Promise.all(programs.map((program) => program.stop())), [0, 0]);
    await redis.stop();
  }
});

test('the metrics need their token', async () => {
  assert.equal(await status(visitor(url).ask('GET', '/coupons/metrics')), 404);
  const token = 'a-token-of-the-tests';
  const program = start(project.folder, { ...environment, METRICS_TOKEN: token });
  try {
    const scraper = visitor(await program.url());
    assert.equal(await status(scraper.ask('GET', '/coupons/metrics')), 403);
    assert.equal(await status(scraper.ask('GET', '/coupons/metrics', { headers: { authorization: `Bearer ${token}x` } })), 403);
    const response = await scraper.ask('GET', '/coupons/metrics', { headers: { authorization: `Bearer ${token}` } });
    assert.match(await response.text(), /^houcaller_gateway_requests_total\{/m);
  } finally {
    await program.stop();
  }
});

test('at SIGTERM the server completes running requests, accepts no new ones, and exits with 0', async () => {
  const slow = await startSandbox({ latencyMs: 2_500 });
  const program = start(project.folder, { ...environment, CRM_URL: `${slow.url}/htest/openapi/v1` });
  try {
    const address = await program.url();
    const member = visitor(address);
    await member.logIn('published');
    const running = member.coupons({ memberId: MEMBER });
    await pause(1_000);
    const stopped = program.stop();
    await pause(200);
    await assert.rejects(fetch(`${address}/coupons/healthz`, { headers: { connection: 'close' } }));
    assert.deepEqual(await codes(await running), CODES);
    assert.equal(await stopped, 0);
  } finally {
    await program.stop();
    await slow.close();
  }
});

/** The exit code of the health check. @param {Record<string, string>} settings */
const health = (settings) =>
  promisify(execFile)(process.execPath, ['src/health-check.js'], { cwd: project.folder, env: settings }).then(
    () => 0,
    ({ code }) => code,
  );

test('at SIGTERM during the start the program ends at once, also as process 1 of a container, where Node has no default for the signal', async () => {
  const silent = createTcpServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address());
  const program = start(project.folder, { ...environment, REDIS_URL: `redis://127.0.0.1:${port}`, HASH_KEY });
  try {
    const [socket] = await once(silent, 'connection');
    assert.equal(await program.stop(), 0);
    assert.equal(program.printed, '');
    socket.destroy();
  } finally {
    await program.stop();
    silent.close();
  }
});

test('the health check fails if the server does not run', async () => {
  assert.equal(await health({ PORT: new URL(url).port }), 0);
  assert.equal(await health({ PORT: '1' }), 1);
});

test('the health check reads HOST and PORT as the server does', async (t) => {
  const { port } = new URL(url);
  for (const HOST of ['', ' ', '127.0.0.1', '0.0.0.0', '::']) assert.equal(await health({ HOST, PORT: port }), 0, HOST);
  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
  if (!hasIpv6) return t.diagnostic('this machine has no ::1');
  const server = createServer((request, response) => response.writeHead(request.url === '/coupons/healthz' ? 200 : 404).end());
  await once(server.listen(0, '::1'), 'listening');
  try {
    assert.equal(await health({ HOST: '::1', PORT: String(/** @type {import('node:net').AddressInfo} */ (server.address()).port) }), 0);
  } finally {
    server.close();
  }
});

test('the health check asks at port 8080 if PORT is empty', async (t) => {
  const server = createServer((_request, response) => response.end());
  const isFree = await new Promise((resolve) =>
    server
      .once('listening', () => resolve(true))
      .once('error', () => resolve(false))
      .listen(8080, '127.0.0.1'),
  );
  if (!isFree) return t.diagnostic('port 8080 is taken');
  try {
    for (const PORT of ['', ' ']) assert.equal(await health({ PORT }), 0);
  } finally {
    server.close();
  }
});

test('the programs of the gateway guide for Node and Redis run unchanged', async () => {
  const { gateway, sessions, node, client, redis: shared } = await guide();
  const redis = await startRedis();
  const options = "{ baseUrl: 'http://127.0.0.1:1', channel: 'c', cipher: { key: '12345678' }, authorize: (request, query) => query, retry: 0, log() {} }";
  const files = {
    'gateway.js': gateway,
    'sessions.js': sessions,
    'main.js': node.replace('8080', '0').replace(');\n', ', ({ port }) => console.log(`http://127.0.0.1:${port}`));\n'),
    'redis.js': `const options = ${options};\n${shared}
const ask = () => gateway(new Request('http://localhost/coupons/listCpnItemByMember', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"memberId":"a"}' }));
for (let count = 0; count < 60; count++) await rateLimiter.consume('5f2b6c1d9a0e4c37');
console.log((await ask()).status, await rateLimiter.consume('5f2b6c1d9a0e4c37').catch(({ msBeforeNext }) => typeof msBeforeNext));
const until = async (status) => {
  while ((await ask()).status !== status) await new Promise((resolve) => setTimeout(resolve, 50));
  console.log(status);
};
await until(503);
await until(502);
redis.destroy();
`,
  };
  const folder = await mkdtemp(join(project.folder, 'guide-'));
  await chmod(folder, 0o755);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const server = start(folder, environment, 'main.js');
  const program = start(folder, { REDIS_URL: redis.url, HASH_KEY }, 'redis.js');
  try {
    const served = await server.url();
    await checkGuideGateway(served);
    await writeFile(join(folder, 'ask.js'), client.replace('http://127.0.0.1:8080', served));
    assert.equal((await promisify(execFile)(process.execPath, [join(folder, 'ask.js')])).stdout, `${/console\.log.*\/\/ (.+)/.exec(client)?.[1]}\n`);
    const printed = async (/** @type {RegExp} */ pattern) => {
      const deadline = Date.now() + 20_000;
      while (!pattern.test(program.printed) && program.child.exitCode === null && Date.now() < deadline) await pause(20);
      assert.match(program.printed, pattern);
    };
    await printed(/^502 number\n$/);
    await redis.restart();
    await printed(/^502 number\n(Redis: \w+\n)+(503\n(Redis: \w+\n)*)?502\n$/);
    assert.equal(await program.ended, 0, program.printed);
  } finally {
    await server.stop();
    await program.stop();
    await redis.stop();
  }
});

test('the log contains no key, secret, token or id', () => {
  const lines = gateway.printed
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
  assert.ok(lines.some(({ route, status }) => route === 'listCpnItemByMember' && status === 200));
  for (const secret of [SANDBOX_KEY, SECRET, MEMBER, OTHER, published.data.list[0]?.openid ?? '', 'eyJ']) assert.ok(!gateway.printed.includes(secret), secret);
});

for (const name of ['README.md', 'README.zh-CN.md']) {
  test(`the commands in ${name} print the output shown there`, async () => {
    const readme = await readFile(join(project.folder, name), 'utf8');
    const session = /^```console\n([^]*?)^```$/m.exec(readme)?.[1]?.replaceAll('\\\n', '').replaceAll('http://127.0.0.1:8080', url) ?? '';
    const curls = session.split(/^\$ /m).filter((text) => text.startsWith('curl '));
    assert.equal(curls.length, 2);
    const folder = await mkdtemp(join(project.folder, 'readme-'));
    for (const text of curls) {
      const [command = '', ...shown] = text.trim().split('\n');
      const { stdout } = await promisify(execFile)('bash', ['-c', command.replace(/^curl/, 'curl --silent')], { cwd: folder });
      assert.ok(stdout.startsWith(shown.join('\n').replace(/…$/, '')) && shown.length === 1, stdout.slice(0, 200));
    }
  });

  test(`the log-in module in ${name} logs in with the right password, and refuses every other body`, async () => {
    const readme = await readFile(join(project.folder, name), 'utf8');
    const [, sample = ''] = /^```js\n(\/\/ LOG_IN=[^]*?)^```$/m.exec(readme) ?? [];
    const check = "const checkPassword = async (name, password) => (password === 'right' ? { id: name, memberId: 'SANDBOXMEMBER' } : null);";
    await writeFile(join(project.folder, 'sample.js'), `${sample}${check}\n`);
    const program = start(project.folder, { ...environment, DEMO: '0', LOG_IN: './sample.js', HOST: '127.0.0.1' });
    try {
      const address = await program.url();
      const logIn = (/** @type {unknown} */ body) => status(visitor(address).ask('POST', '/session', { body }));
      assert.equal(await logIn({ name: 'a', password: 'right' }), 200);
      for (const body of [{ name: 'a', password: 'wrong' }, null, [], '"right"', 1]) assert.equal(await logIn(body), 401, JSON.stringify(body));
    } finally {
      await program.stop();
    }
  });

  test(`${name} lists exactly the existing settings`, async () => {
    const read = (/** @type {string} */ file) => readFile(join(project.folder, file), 'utf8');
    const [readme, settings] = await Promise.all([read(name), read('src/settings.js')]);
    const [table = ''] = /^\| (?:variable|变量) \|[^]*?(?=^$)/m.exec(readme) ?? [];
    const named = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    const used = [...settings.matchAll(/(?:text|secret|wholeNumber|yesOrNo|json)\('([A-Z_]+)'/g)].map(([, name]) => name);
    assert.deepEqual(named.sort(), [...new Set(used)].sort());
  });
}
