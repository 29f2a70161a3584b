// @ts-check
// Instances of the gateway that share a rate limit in Redis.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createGateway } from 'houcaller-coupons/gateway';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { startRedis } from '../support/redis.js';
import { findSecrets } from '../support/search.js';
import { MEMBER, OTHER, prepare, secretsOf } from './fixture.js';

const POINTS = 4;

describe('a rate limit in Redis', () => {
  /** @type {import('./fixture.js').Prepared} */
  let fixture;
  /** @type {Awaited<ReturnType<typeof startRedis>>} */
  let redis;
  /** @type {Redis} */
  let client;
  /** @type {import('houcaller-coupons/gateway').GatewayLogLine[]} */
  const lines = [];
  /** @type {import('houcaller-coupons/gateway').Gateway[]} */
  let instances;

  before(async () => {
    fixture = await prepare();
    redis = await startRedis();
    client = new Redis(redis.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: () => null });
    // The last test stops Redis, which causes errors.
    client.on('error', () => undefined);
    await new Promise((resolve) => client.once('ready', resolve));
    const { CRM_URL, CRM_KEY, HASH_KEY } = fixture.environment;
    const instance = (/** @type {string} */ hashKey) =>
      createGateway({
        baseUrl: `${CRM_URL}/htest/openapi/v1`,
        channel: 'hkl-test',
        cipher: { key: CRM_KEY },
        authorize: ({ headers }) => ({ memberId: headers.get('x-member') ?? '' }),
        rateLimiter: new RateLimiterRedis({ storeClient: client, points: POINTS, duration: 2, keyPrefix: 'coupons' }),
        hashKey,
        log: (line) => void lines.push(line),
      });
    instances = [instance(HASH_KEY), instance(HASH_KEY), instance(`another ${HASH_KEY}`)];
  });

  after(async () => {
    client?.disconnect();
    await redis?.stop();
    await fixture?.crm.close();
  });

  /** @param {number} which @param {string} memberId */
  const ask = (which, memberId) => {
    const headers = { 'content-type': 'application/json', 'x-member': memberId };
    return instances[which](new Request('http://shop.example/coupons/listCpnItemByMember', { method: 'POST', headers, body: JSON.stringify({ memberId }) }));
  };

  test('two instances count together, and a caller who waits for Retry-After is allowed again', async () => {
    const statuses = [];
    for (let turn = 0; turn < POINTS + 2; turn += 1) statuses.push((await ask(turn % 2, MEMBER)).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
    const refused = await ask(0, MEMBER);
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 2, String(seconds));
    assert.equal((await ask(1, OTHER)).status, 200);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 + 50));
    assert.equal((await ask(0, MEMBER)).status, 200);
  });

  test('instances with the same hashKey log equal hashes, another hashKey gives others', async () => {
    await ask(0, OTHER);
    await ask(1, OTHER);
    await ask(2, OTHER);
    const [first, second, other] = lines.slice(-3);
    assert.match(String(first?.caller), /^[\da-f]{16}$/);
    assert.deepEqual([second?.caller, second?.member], [first?.caller, first?.member]);
    assert.notEqual(other?.caller, first?.caller);
    assert.notEqual(other?.member, first?.member);
    assert.notEqual(first?.caller, first?.member);
  });

  test('Redis contains hashes and no ids', async () => {
    const keys = await client.keys('*');
    assert.ok(keys.length >= 2 && keys.every((key) => /^coupons:[\da-f]{16}$/.test(key)), keys.join());
    assert.deepEqual(findSecrets([...keys, ...lines.map((line) => JSON.stringify(line))], secretsOf(fixture)), {});
  });

  test('if Redis is down, every request is refused within two seconds', async () => {
    await redis.stop();
    const crmRequests = fixture.crm.requests;
    for (const memberId of [MEMBER, OTHER, 'SANDBOXNONE00']) {
      const began = performance.now();
      const refused = await ask(0, memberId);
      assert.ok(performance.now() - began < 2_000);
      assert.deepEqual(
        [refused.status, await refused.json()],
        [503, { title: 'rate limit unknown', status: 503, kind: 'busy', requestId: refused.headers.get('x-request-id') }],
      );
      assert.equal(refused.headers.get('retry-after'), '1');
    }
    assert.equal(fixture.crm.requests, crmRequests);
    assert.deepEqual(
      lines.slice(-1).map(({ outcome, failure }) => [outcome, failure]),
      [['rate limit unknown', 'rateLimiter: it failed']],
    );
    assert.equal((await instances[0](new Request('http://shop.example/coupons/healthz'))).status, 200);
  });
});
