// @ts-check
// The Node gateway while Redis hangs, and after Redis was emptied or restarted.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectRedis, sharedRateLimiter } from '../../../examples/node-gateway/src/redis.js';
import { guide, MEMBER } from '../../support/guide.js';
import { HASH_KEY, nodeGateway } from './node-gateway.js';
import { startRedis } from '../../support/redis.js';
import { start } from './program.js';
import { startVanishingProxy } from './vanishing-proxy.js';
import { visitor } from './visitor.js';

/** The time limit for answers while Redis hangs: 1 s for each command, and time for a busy machine. */
const MAX_MS = 3_000;
const PATIENCE_MS = 10_000;

/** @type {Awaited<ReturnType<typeof nodeGateway>>} */
let gateway;

before(async () => {
  gateway = await nodeGateway();
});
after(() => gateway?.close());

/**
 * @param {string[]} more arguments for Redis
 * @param {(given: { redis: Awaited<ReturnType<typeof startRedis>>, program: ReturnType<typeof gateway.start>, url: string }) => Promise<void>} work
 */
async function withRedis(more, work) {
  const redis = await startRedis({ more });
  const program = gateway.start({ REDIS_URL: redis.url, HASH_KEY });
  try {
    await work({ redis, program, url: await program.url() });
    assert.equal(await program.stop(), 0);
  } finally {
    await program.stop();
    await redis.stop();
  }
}

/** @param {Promise<Response>} response */
const status = async (response) => (await response).status;

/**
 * Repeats the request until the connection to Redis is restored.
 *
 * @param {() => Promise<Response>} ask
 */
async function statusAfter503(ask) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await status(ask());
    if (found !== 503 || Date.now() > deadline) return found;
    await pause(100);
  }
}

test('while Redis hangs, every route answers in time, and sessions stay valid', async () => {
  await withRedis([], async ({ redis, program, url }) => {
    const member = visitor(url);
    await member.logIn('published');
    const cookie = member.cookie;
    redis.hang();
    /** @type {Array<[string, () => Promise<Response>, number]>} */
    const routes = [
      ['coupons', () => member.coupons({ memberId: MEMBER }), 503],
      ['session', () => member.session(), 503],
      ['log in', () => visitor(url).logIn('published'), 503],
      ['log out', () => member.logOut(), 503],
      ['health', () => member.ask('GET', '/coupons/healthz'), 200],
      ['description', () => member.ask('GET', '/coupons/openapi.json'), 200],
    ];
    for (const [name, ask, expected] of [...routes, ...routes]) {
      const began = performance.now();
      const response = await ask();
      await response.text();
      assert.equal(response.status, expected, name);
      assert.ok(performance.now() - began < MAX_MS, `${name} took ${performance.now() - began} ms`);
      if (expected === 503) assert.match(response.headers.get('retry-after') ?? '', /^[1-9]\d*$/, name);
    }
    assert.equal(member.cookie, cookie);
    redis.wake();
    assert.equal(await statusAfter503(() => visitor(url).logIn('ordinary')), 200);
    const other = visitor(url);
    await other.logIn('published');
    redis.hang();
    assert.equal(await status(other.session()), 503);
    redis.wake();
    assert.equal(await statusAfter503(() => other.session()), 200);
    assert.equal(await status(other.coupons({ memberId: MEMBER })), 200);
    redis.hang();
    const began = performance.now();
    assert.equal(await program.stop(), 0);
    assert.ok(performance.now() - began < MAX_MS);
  });
});

/**
 * Runs the gateway with a proxy in front of Redis.
 *
 * @param {(given: { proxy: Awaited<ReturnType<typeof startVanishingProxy>>, member: ReturnType<typeof visitor> }) => Promise<void>} work
 */
async function withVanishingProxy(work) {
  const redis = await startRedis();
  const proxy = await startVanishingProxy(redis.url);
  const program = gateway.start({ REDIS_URL: proxy.url, HASH_KEY });
  try {
    const member = visitor(await program.url());
    await member.logIn('published');
    await work({ proxy, member });
    assert.equal(await program.stop(), 0);
  } finally {
    await program.stop();
    proxy.close();
    await redis.stop();
  }
}

test('if Redis vanishes without closing its connections, the gateway connects again', async () => {
  await withVanishingProxy(async ({ proxy, member }) => {
    for (let times = 0; times < 2; times += 1) {
      proxy.vanish();
      assert.equal(await status(member.session()), 503);
      assert.equal(await statusAfter503(() => member.session()), 200);
      assert.equal(await status(member.coupons({ memberId: MEMBER })), 200);
    }
    proxy.vanish();
  });
});

test('a handshake that Redis does not answer is ended, and the gateway connects again', async () => {
  await withVanishingProxy(async ({ proxy, member }) => {
    const before = proxy.accepted;
    proxy.answerNew(false);
    proxy.vanish();
    // The second new connection comes after the handshake of the first one was ended.
    for (const deadline = Date.now() + 2 * PATIENCE_MS; proxy.accepted < before + 2 && Date.now() < deadline; ) await pause(20);
    proxy.answerNew(true);
    assert.equal(await statusAfter503(() => member.session()), 200);
  });
});

test('the shared rate limiter fails in time while Redis hangs', async () => {
  const redis = await startRedis();
  const connected = await connectRedis(redis.url);
  try {
    const limiter = sharedRateLimiter(connected);
    await limiter.consume('caller');
    redis.hang();
    const began = performance.now();
    await assert.rejects(limiter.consume('caller'), /^Error: Redis is late$/);
    assert.ok(performance.now() - began < MAX_MS);
  } finally {
    connected.client.destroy();
    await redis.stop();
  }
});

/**
 * Starts a program with the rate limiter of the guide, which queries coupons again and again and prints each status that differs from
 * the last one: 502 while Redis works, because there is no CRM, and 503 while it does not.
 *
 * @param {(given: { proxy: Awaited<ReturnType<typeof startVanishingProxy>>, run: () => void, printed: (pattern: RegExp) => Promise<void> }) => Promise<void>} work
 */
async function withGuide(work) {
  const redis = await startRedis();
  const proxy = await startVanishingProxy(redis.url);
  const options = "{ baseUrl: 'http://127.0.0.1:1', channel: 'c', cipher: { key: '12345678' }, authorize: (request, query) => query, retry: 0, log() {} }";
  const asks = `const options = ${options};
${(await guide()).redis}
const headers = { 'content-type': 'application/json' };
for (let last; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
  const { status } = await gateway(new Request('http://localhost/coupons/listCpnItemByMember', { method: 'POST', headers, body: '{"memberId":"a"}' }));
  if (status !== last) console.log((last = status));
}
`;
  await writeFile(join(gateway.folder, 'guide-redis.js'), asks);
  /** @type {ReturnType<typeof start> | undefined} */
  let program;
  const run = () => void (program = start(gateway.folder, { REDIS_URL: proxy.url, HASH_KEY }, 'guide-redis.js'));
  const printed = async (/** @type {RegExp} */ pattern) => {
    for (const deadline = Date.now() + 2 * PATIENCE_MS; !pattern.test(program?.printed ?? '') && Date.now() < deadline; ) await pause(20);
    assert.match(program?.printed ?? '', pattern);
  };
  try {
    await work({ proxy, run, printed });
  } finally {
    await program?.stop('SIGKILL');
    proxy.close();
    await redis.stop();
  }
}

test('if Redis vanishes, the rate limiter of the guide connects again', async () => {
  await withGuide(async ({ proxy, run, printed }) => {
    run();
    await printed(/^502\n$/);
    proxy.vanish();
    await printed(/^502\n(Redis: \w+\n)*503\n(Redis: \w+\n)*502\n/);
  });
});

test('a handshake that Redis does not answer is ended, and the rate limiter of the guide connects again', async () => {
  await withGuide(async ({ proxy, run, printed }) => {
    proxy.answerNew(false);
    run();
    await printed(/^Redis: \w+\n/);
    proxy.answerNew(true);
    await printed(/^(Redis: \w+\n)+502\n$/);
  });
});

test('the start fails if Redis hangs', async () => {
  const redis = await startRedis();
  redis.hang();
  const program = gateway.start({ REDIS_URL: redis.url, HASH_KEY });
  const late = setTimeout(() => program.child.kill('SIGKILL'), PATIENCE_MS);
  try {
    assert.equal(await program.ended, 1);
    assert.equal(program.printed, 'REDIS_URL: expected a Redis server that answers and accepts the credentials, found none\n');
  } finally {
    clearTimeout(late);
    await program.stop();
    await redis.stop();
  }
});

test('the start fails if Redis may evict entries', async () => {
  const redis = await startRedis({ more: ['--maxmemory', '64mb', '--maxmemory-policy', 'volatile-lru'] });
  const program = gateway.start({ REDIS_URL: redis.url, HASH_KEY });
  const late = setTimeout(() => program.child.kill('SIGTERM'), PATIENCE_MS);
  try {
    assert.equal(await program.ended, 1);
    assert.match(program.printed, /^REDIS_URL: expected a Redis server with maxmemory-policy noeviction, found another policy\n$/);
  } finally {
    clearTimeout(late);
    await program.stop();
    await redis.stop();
  }
});

test('an ended session stays ended when Redis is emptied', async () => {
  await withRedis([], async ({ redis, url }) => {
    const member = visitor(url);
    await member.logIn('published');
    const copy = member.cookie;
    await member.logOut();
    await redis.ask('FLUSHALL');
    member.cookie = copy;
    assert.equal(await status(member.session()), 401);
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 401);
    assert.equal(await status(member.logIn('published')), 200);
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 200);
    member.cookie = copy;
    assert.equal(await status(member.session()), 401);
  });
});

test('an ended session stays ended when Redis restarts with older data', async () => {
  await withRedis([], async ({ redis, url }) => {
    const member = visitor(url);
    await member.logIn('published');
    const copy = member.cookie;
    await redis.ask('SAVE');
    await member.logOut();
    await redis.restart();
    member.cookie = copy;
    assert.equal(await statusAfter503(() => member.session()), 401);
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 401);
    assert.equal(await status(member.logIn('published')), 200);
    assert.equal(await status(member.coupons({ memberId: MEMBER })), 200);
  });
});

test('with an append-only file, sessions stay valid and ended ones ended over a restart of Redis', async () => {
  await withRedis(['--appendonly', 'yes', '--appendfsync', 'always'], async ({ redis, url }) => {
    const [member, other] = [visitor(url), visitor(url)];
    await member.logIn('published');
    await other.logIn('ordinary');
    const copy = member.cookie;
    await member.logOut();
    await redis.restart();
    assert.equal(await statusAfter503(() => other.session()), 200);
    member.cookie = copy;
    assert.equal(await status(member.session()), 401);
  });
});

for (const [title, settings] of /** @type {[string, string[]][]} */ ([
  ['writes its append-only file once a second', ['--appendonly', 'yes']],
  ['does not show its settings', ['--appendonly', 'yes', '--appendfsync', 'always', '--rename-command', 'CONFIG', '']],
])) {
  test(`an ended session stays ended when a Redis that ${title} restarts`, async () => {
    await withRedis(settings, async ({ redis, url }) => {
      const [member, other] = [visitor(url), visitor(url)];
      await other.logIn('ordinary');
      assert.equal(await status(other.session()), 200);
      await member.logIn('published');
      const copy = member.cookie;
      await member.logOut();
      await redis.restart();
      assert.equal(await statusAfter503(() => other.session()), 401);
      member.cookie = copy;
      assert.equal(await status(member.session()), 401);
      assert.equal(await status(member.logIn('published')), 200);
      assert.equal(await status(member.session()), 200);
    });
  });
}
