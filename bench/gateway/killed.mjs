// @ts-check
// Clients ask the gateway for many members while its process is killed and started again on the same port.
import { CouponClient } from 'houcaller-coupons';
import { start, withChildren } from './child.mjs';
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

/** @returns {Pick<Told, 'right' | 'lost' | 'retries'>} */
export const nothingYet = () => ({ right: 0, lost: {}, retries: 0 });

/**
 * Asks for the coupons of one member, and counts what came of it.
 *
 * @param {number} member
 * @param {{ url: string, retry?: import('houcaller-coupons').RetryOptions | number, told: Pick<Told, 'right' | 'lost' | 'retries'> }} options `retry`: default the client's
 */
export async function askFor(member, { url, retry, told }) {
  const count = (/** @type {string} */ kind) => void (told.lost[kind] = (told.lost[kind] ?? 0) + 1);
  const client = new CouponClient({
    gatewayUrl: `${url}/coupons`,
    headers: { authorization: bearer(member) },
    ...(retry !== undefined && { retry }),
    onRetry: () => void (told.retries += 1),
  });
  try {
    const coupons = await client.listCoupons({ memberId: memberId(member) });
    const isWhole = coupons.length === COUPONS && coupons.every(({ mmbid }) => mmbid === memberId(member));
    if (isWhole) told.right += 1;
    else count('other coupons');
  } catch (error) {
    count(/** @type {import('houcaller-coupons').CouponError} */ (error).kind);
  }
}

/**
 * Asks so many queries, and kills the gateway after equal parts of them.
 *
 * @param {{ queries: number, atOnce: number, kills: number, retry: import('houcaller-coupons').RetryOptions | number }} options
 * @returns {Promise<Told>}
 */
export async function killedUnderLoad({ queries, atOnce, kills, retry }) {
  return withChildren([start('crm/faulty.mjs', { faults: 0, latency: CRM_LATENCY_MS })], async (crm) => {
    const open = (/** @type {number} */ port) => start('contenders/gateway.mjs', { crm: crm.url, port, concurrency: atOnce, ttl: 0 });
    let gateway = await open(0);
    const { port, url } = gateway;
    const told = nothingYet();
    let [asked, ended, killed] = [0, 0, 0];
    const part = Math.floor(queries / (kills + 1));
    let restarting = Promise.resolve();
    const restart = async () => {
      await gateway.kill();
      gateway = await open(port);
    };
    const clients = Array.from({ length: atOnce }, async () => {
      while (asked < queries) {
        await askFor(asked++ % MEMBERS, { url, retry, told });
        ended += 1;
        if (killed < kills && ended >= part * (killed + 1)) {
          killed += 1;
          restarting = restarting.then(restart);
        }
      }
    });
    const began = performance.now();
    try {
      await Promise.all(clients);
      await restarting;
    } finally {
      await gateway.kill();
    }
    return { ...told, kills: killed, seconds: (performance.now() - began) / 1_000 };
  });
}
