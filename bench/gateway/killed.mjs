// @ts-check
// Clients ask the gateway for many members while its process is killed and started again on the same port; or one of several, behind a proxy.
import { CouponClient } from 'houcaller-coupons';
import { start, withChildren } from './child.mjs';
import { startProxy } from './proxy.mjs';
import { bearer, memberId, MEMBERS } from './sessions.mjs';

const COUPONS = 8;
/** A call takes so long that at every moment some are under way. */
const CRM_LATENCY_MS = 20;

/**
 * @typedef {object} Told
 * @property {number} right queries answered with all the coupons of the member who was asked for
 * @property {Record<string, number>} lost those that were not, by the kind of their error
 * @property {number} kills
 * @property {number} retries
 * @property {number} seconds
 */

/**
 * Asks so many queries, and kills the gateway after equal parts of them: each instance in turn, where there are several.
 *
 * @param {{ queries: number, atOnce: number, kills: number, retry?: import('houcaller-coupons').RetryOptions | number, instances?: number }} options
 * @returns {Promise<Told>}
 */
export async function killedUnderLoad({ queries, atOnce, kills, retry, instances = 1 }) {
  return withChildren([start('crm/faulty.mjs', { faults: 0, latency: CRM_LATENCY_MS })], async (crm) => {
    const open = (/** @type {number} */ port) => start('contenders/gateway.mjs', { crm: crm.url, port, concurrency: atOnce, ttl: 0 });
    const gateways = await Promise.all(Array.from({ length: instances }, () => open(0)));
    const ports = gateways.map(({ port }) => port);
    const proxy = instances > 1 ? await startProxy(ports) : undefined;
    const url = proxy?.url ?? gateways[0].url;
    /** @type {Record<string, number>} */
    const lost = {};
    let [right, retries, asked, ended, killed] = [0, 0, 0, 0, 0];
    const part = Math.floor(queries / (kills + 1));
    let restarting = Promise.resolve();
    const restart = async (/** @type {number} */ which) => {
      await gateways[which].kill();
      gateways[which] = await open(ports[which]);
    };
    const clients = Array.from({ length: atOnce }, async () => {
      while (asked < queries) {
        const member = asked++ % MEMBERS;
        try {
          const client = new CouponClient({
            gatewayUrl: `${url}/coupons`,
            headers: { authorization: bearer(member) },
            ...(retry !== undefined && { retry }),
            onRetry: () => void (retries += 1),
          });
          const coupons = await client.listCoupons({ memberId: memberId(member) });
          const isWhole = coupons.length === COUPONS && coupons.every(({ mmbid }) => mmbid === memberId(member));
          if (isWhole) right += 1;
          else lost['other coupons'] = (lost['other coupons'] ?? 0) + 1;
        } catch (error) {
          const { kind } = /** @type {import('houcaller-coupons').CouponError} */ (error);
          lost[kind] = (lost[kind] ?? 0) + 1;
        }
        ended += 1;
        if (killed < kills && ended >= part * (killed + 1)) {
          const which = killed++ % instances;
          restarting = restarting.then(() => restart(which));
        }
      }
    });
    const began = performance.now();
    try {
      await Promise.all(clients);
      await restarting;
    } finally {
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await proxy?.close();
    }
    return { right, lost, kills: killed, retries, seconds: (performance.now() - began) / 1_000 };
  });
}
