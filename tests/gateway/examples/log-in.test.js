// @ts-check
// Logging in to the Node gateway: the limit of failures, the hosts of the demo, and one session for each account.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sessionRoutes } from '../../../examples/node-gateway/src/session-routes.js';
import { MEMBER } from '../../support/guide.js';
import { HASH_KEY, nodeGateway } from './node-gateway.js';
import { startRedis } from '../../support/redis.js';
import { visitor } from './visitor.js';

/** The number of failed log-ins after which an address is refused. */
const MAX_FAILURES = 20;

/** @type {Awaited<ReturnType<typeof nodeGateway>>} */
let gateway;

before(async () => {
  gateway = await nodeGateway();
  await writeFile(
    join(gateway.folder, 'log-in.js'),
    "export const logIn = async ({ name, password }) => (password === 'right' ? { id: name, role: 'member', memberId: name } : null);",
  );
});
after(() => gateway?.close());

/** @param {Promise<Response>} response */
const status = async (response) => (await response).status;

/**
 * @param {string} url
 * @param {string} password
 * @param {string} [forwardedFor]
 */
const logIn = (url, password, forwardedFor) =>
  visitor(url).ask('POST', '/session', { body: { name: MEMBER, password }, headers: { 'x-forwarded-for': forwardedFor } });

/** @param {Record<string, string>} more */
const withLogIn = (more = {}) => gateway.start({ DEMO: '0', LOG_IN: './log-in.js', HOST: '127.0.0.1', ...more });

test('failed log-ins are limited for each client address that the proxy reports', async () => {
  const program = withLogIn();
  try {
    const url = await program.url();
    // Only the last address counts, which the proxy appends. The client may forge the ones before it.
    for (let count = 0; count < MAX_FAILURES; count++) assert.equal(await status(logIn(url, 'wrong', `192.0.2.${count}, 203.0.113.7`)), 401);
    const refused = await logIn(url, 'right', '203.0.113.7');
    assert.deepEqual([refused.status, await refused.json()], [429, { title: 'too many attempts to log in', status: 429 }]);
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds > 0 && seconds <= 300, String(seconds));
    assert.equal(await status(logIn(url, 'right', '203.0.113.8')), 200);
    // IPv6 addresses of the same /64 network count together.
    for (let count = 0; count < MAX_FAILURES; count++) assert.equal(await status(logIn(url, 'wrong', `2001:db8:1:2::${count}`)), 401);
    assert.equal(await status(logIn(url, 'right', '2001:db8:1:2:ffff::1')), 429);
    assert.equal(await status(logIn(url, 'right', '2001:db8:1:3::1')), 200);
  } finally {
    await program.stop();
  }
});

test('without a proxy, failures are counted by the address of the connection', async () => {
  const program = withLogIn({ PROXIES: '0' });
  try {
    const url = await program.url();
    for (let count = 0; count < MAX_FAILURES; count++) assert.equal(await status(logIn(url, 'wrong', `192.0.2.${count}`)), 401);
    assert.equal(await status(logIn(url, 'right', '192.0.2.99')), 429);
  } finally {
    await program.stop();
  }
});

test('successful log-ins are not limited', async () => {
  const program = withLogIn();
  try {
    const url = await program.url();
    for (let count = 0; count < MAX_FAILURES + 5; count++) assert.equal(await status(logIn(url, 'right', '203.0.113.7')), 200);
  } finally {
    await program.stop();
  }
});

test('an outage of the log-in counts as no failure, and a refusal of it does', async () => {
  await writeFile(
    join(gateway.folder, 'directory.js'),
    `import { HTTPException } from 'hono/http-exception';
export const logIn = async ({ name, answer }) => {
  if (answer === 'broken') throw new Error('the directory is broken');
  if (answer !== 200) throw new HTTPException(answer, { message: 'the answer of the directory' });
  return { id: name, role: 'member', memberId: name };
};`,
  );
  const program = withLogIn({ LOG_IN: './directory.js' });
  try {
    const url = await program.url();
    /** @param {number | string} answer @param {string} address */
    const logInWith = (answer, address) =>
      status(visitor(url).ask('POST', '/session', { body: { name: MEMBER, answer }, headers: { 'x-forwarded-for': address } }));
    for (const [answer, address, expected] of /** @type {[number | string, string, number][]} */ ([
      [503, '203.0.113.1', 503],
      ['broken', '203.0.113.2', 500],
    ])) {
      for (let count = 0; count < MAX_FAILURES + 5; count++) assert.equal(await logInWith(answer, address), expected);
      assert.equal(await logInWith(200, address), 200);
    }
    for (let count = 0; count < MAX_FAILURES; count++) assert.equal(await logInWith(403, '203.0.113.3'), 403);
    assert.equal(await logInWith(200, '203.0.113.3'), 429);
  } finally {
    await program.stop();
  }
});

test('while many log-ins from an address are under way, the next one is asked to come back in a second', async () => {
  await writeFile(
    join(gateway.folder, 'slow.js'),
    `import { setTimeout } from 'node:timers/promises';
export const logIn = ({ name }) => setTimeout(2_000, { id: name, role: 'member', memberId: name });`,
  );
  const program = withLogIn({ LOG_IN: './slow.js' });
  try {
    const url = await program.url();
    const answers = await Promise.all(Array.from({ length: MAX_FAILURES + 1 }, () => logIn(url, 'right', '203.0.113.7')));
    const [refused, ...others] = answers.filter((answer) => answer.status === 429);
    assert.equal(others.length, 0);
    assert.equal(refused?.headers.get('retry-after'), '1');
    assert.equal(await status(logIn(url, 'right', '203.0.113.7')), 200);
  } finally {
    await program.stop();
  }
});

test('a log-in that does not answer is 503 after 20 seconds, no failure, and begins no session later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {boolean[]} */
  const ended = [];
  const attempts = { begin: async () => async (/** @type {boolean} */ failed) => void ended.push(failed) };
  /** @type {unknown[]} */
  const begun = [];
  const sessions = /** @type {any} */ ({ begin: async (/** @type {unknown} */ account) => void begun.push(account) });
  /** @type {(account: import('../../../examples/node-gateway/src/sessions.js').Account) => void} */
  let found = () => undefined;
  const logIn = () => new Promise((resolve) => (found = resolve));
  const routes = sessionRoutes({ sessions, logIn, attempts });
  const incoming = { socket: { remoteAddress: '203.0.113.7' } };
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  const answer = Promise.resolve(routes.request('/', body, { incoming }));
  let settled = false;
  answer.finally(() => (settled = true));
  for (const ms of [19_000, 1_000]) {
    await setImmediate();
    assert.equal(settled, false);
    t.mock.timers.tick(ms);
  }
  const { status, headers } = await answer;
  assert.deepEqual([status, headers.get('retry-after'), ended], [503, '1', [false]]);
  found({ id: 'a', role: 'admin' });
  await setImmediate();
  assert.deepEqual(begun, []);
});

test('instances count failures together, and Redis contains no address', async () => {
  const redis = await startRedis();
  const programs = [0, 1].map(() => withLogIn({ REDIS_URL: redis.url, HASH_KEY }));
  try {
    const urls = await Promise.all(programs.map((program) => program.url()));
    const statuses = [];
    for (let count = 0; count < MAX_FAILURES + 2; count++) statuses.push(await status(logIn(urls[count % 2] ?? '', 'wrong', '203.0.113.7')));
    assert.deepEqual(statuses, [...Array(MAX_FAILURES).fill(401), 429, 429]);
    assert.ok(
      (await redis.keys()).every((key) => /^coupons:log-in:[\da-f]{16}$/.test(key)),
      (await redis.keys()).join(),
    );
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await redis.stop();
  }
});

test('with ONE_SESSION a log-in ends the previous session, with and without Redis', async () => {
  const redis = await startRedis();
  try {
    for (const store of /** @type {Array<Record<string, string>>} */ ([{}, { REDIS_URL: redis.url, HASH_KEY }])) {
      const program = gateway.start({ ...store, ONE_SESSION: '1' });
      try {
        const url = await program.url();
        const [first, second, other] = [visitor(url), visitor(url), visitor(url)];
        await first.logIn('published');
        await other.logIn('ordinary');
        await second.logIn('published');
        assert.deepEqual(await Promise.all([first, second, other].map((person) => status(person.session()))), [401, 200, 200]);
        assert.equal(await status(first.coupons({ memberId: MEMBER })), 401);
        assert.equal(await status(second.coupons({ memberId: MEMBER })), 200);
      } finally {
        await program.stop();
      }
    }
  } finally {
    await redis.stop();
  }
});

test('the demo answers only to loopback host names', async () => {
  const program = gateway.start();
  try {
    const { port } = new URL(await program.url());
    const statusFor = (/** @type {string} */ host, /** @type {string} */ path) =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
    for (const path of ['/session/accounts', '/session', '/coupons/healthz', '/coupons/listCpnItemByMember']) {
      assert.equal(await statusFor(`rebound.example:${port}`, path), 403, path);
      assert.notEqual(await statusFor(`localhost:${port}`, path), 403, path);
      assert.notEqual(await statusFor(`127.0.0.1:${port}`, path), 403, path);
    }
  } finally {
    await program.stop();
  }
});
