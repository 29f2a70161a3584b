// @ts-check
// Kills and restarts one of two gateway instances with one Redis behind a proxy, repeatedly, while clients query them.
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '../../tests/support/redis.js';
import { start, withChildren } from './child.mjs';
import { newCounts, queryMember } from './killed.mjs';
import { startProxy } from './proxy.mjs';
import { MEMBERS } from './sessions.mjs';
import { requestsOf } from './requests.mjs';

/** Long enough that each instance always has running calls. */
const CRM_LATENCY_MS = 20;
const BOTH_MS = 500;
const ONE_ALONE_MS = 1_000;
const POLL_MS = 50;

/**
 * Kills the instances in turn. The next one is killed only after the proxy has sent requests to the restarted one again, as a
 * PodDisruptionBudget of Kubernetes demands.
 *
 * @param {{ atOnce: number, kills: number, retry?: import('houcaller-coupons').RetryOptions | number }} options `retry`: default the client's
 * @returns {Promise<import('./killed.mjs').Outcome & { queries: number }>}
 */
export async function oneOfTwoKilled({ atOnce, kills, retry }) {
  return withChildren([start('crm/faulty.mjs', { faults: 0, latency: CRM_LATENCY_MS })], async (crm) => {
    const redis = await startRedis();
    const open = (/** @type {number} */ port) => start('contenders/gateway.mjs', { crm: crm.url, redis: redis.url, port, concurrency: atOnce, ttl: 0 });
    const gateways = await Promise.all([open(0), open(0)]);
    const counts = newCounts();
    let [asked, isOver] = [0, false];
    /** @type {Awaited<ReturnType<typeof startProxy>> | undefined} */
    let proxy;
    const began = performance.now();
    try {
      const { url } = (proxy = await startProxy(gateways.map(({ port }) => port)));
      const clients = Array.from({ length: atOnce }, async () => {
        while (!isOver) await queryMember(asked++ % MEMBERS, { url, retry, counts });
      });
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(BOTH_MS);
        const which = kill % gateways.length;
        const { port } = gateways[which];
        await gateways[which].kill();
        await sleep(ONE_ALONE_MS);
        gateways[which] = await open(port);
        while ((await requestsOf(gateways[which].url)) === 0) await sleep(POLL_MS);
      }
      isOver = true;
      await Promise.all(clients);
    } finally {
      isOver = true;
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await proxy?.close();
      await redis.stop();
    }
    return { ...counts, queries: asked, kills, seconds: (performance.now() - began) / 1_000 };
  });
}
