// @ts-check
// Clients ask two instances of the gateway behind a proxy, while one of them is killed, again and again.
import { setTimeout as sleep } from 'node:timers/promises';
import { start, withChildren } from './child.mjs';
import { askFor, nothingYet } from './killed.mjs';
import { startProxy } from './proxy.mjs';
import { MEMBERS } from './sessions.mjs';
import { requestsOf } from './requests.mjs';

/** A call takes so long that at every moment some are under way at each instance. */
const CRM_LATENCY_MS = 20;
const BOTH_MS = 500;
const ONE_ALONE_MS = 1_000;
const LOOK_EVERY_MS = 50;

/**
 * Kills the instances in turn. The next one is killed once the proxy asks the one before it again: an operator's budget of disruptions says the same.
 *
 * @param {{ atOnce: number, kills: number, retry?: import('houcaller-coupons').RetryOptions | number }} options `retry`: default the client's own
 * @returns {Promise<import('./killed.mjs').Told & { queries: number }>}
 */
export async function oneOfTwoKilled({ atOnce, kills, retry }) {
  return withChildren([start('crm/faulty.mjs', { faults: 0, latency: CRM_LATENCY_MS })], async (crm) => {
    const open = (/** @type {number} */ port) => start('contenders/gateway.mjs', { crm: crm.url, port, concurrency: atOnce, ttl: 0 });
    const gateways = await Promise.all([open(0), open(0)]);
    const proxy = await startProxy(gateways.map(({ port }) => port));
    const told = nothingYet();
    let [asked, isOver] = [0, false];
    const began = performance.now();
    try {
      const clients = Array.from({ length: atOnce }, async () => {
        while (!isOver) await askFor(asked++ % MEMBERS, { url: proxy.url, retry, told });
      });
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(BOTH_MS);
        const which = kill % gateways.length;
        const { port } = gateways[which];
        await gateways[which].kill();
        await sleep(ONE_ALONE_MS);
        gateways[which] = await open(port);
        while ((await requestsOf(gateways[which].url)) === 0) await sleep(LOOK_EVERY_MS);
      }
      isOver = true;
      await Promise.all(clients);
    } finally {
      isOver = true;
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await proxy.close();
    }
    return { ...told, queries: asked, kills, seconds: (performance.now() - began) / 1_000 };
  });
}
