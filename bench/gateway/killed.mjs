// @ts-check
// Kills and restarts the gateway on the same port while clients query many members.
import { CouponClient } from 'houcaller-coupons';
import { start, withChildren } from './child.mjs';
import { bearer, memberId, MEMBERS } from './sessions.mjs';

const COUPONS = 8;
/** Long enough that some calls are always running. */
const CRM_LATENCY_MS = 20;

/**
 * @typedef {object} Outcome
 * @property {number} right queries answered with all coupons of the right member
 * @property {Record<string, number>} lost failed queries by the kind of their error
 * @property {number} kills
 * @property {number} retries
 * @property {number} seconds
 */

/** @returns {Pick<Outcome, 'right' | 'lost' | 'retries'>} */
export const newCounts = () => ({ right: 0, lost: {}, retries: 0 });

/**
 * Queries the coupons of one member, and counts the result.
 *
 * @param {number} member
 * @param {{ url: string, retry?: import('houcaller-coupons').RetryOptions | number, counts: Pick<Outcome, 'right' | 'lost' | 'retries'> }} options `retry`: default the client's
 */
export async function queryMember(member, { url, retry, counts }) {
  const count = (/** @type {string} */ kind) => void (counts.lost[kind] = (counts.lost[kind] ?? 0) + 1);
  const client = new CouponClient({
    gatewayUrl: `${url}/coupons`,
    headers: { authorization: bearer(member) },
    ...(retry !== undefined && { retry }),
    onRetry: () => void (counts.retries += 1),
  });
  try {
    const coupons = await client.listCoupons({ memberId: memberId(member) });
    const isWhole = coupons.length === COUPONS && coupons.every(({ mmbid }) => mmbid === memberId(member));
    if (isWhole) counts.right += 1;
    else count('other coupons');
  } catch (error) {
    count(/** @type {import('houcaller-coupons').CouponError} */ (error).kind);
  }
}

/**
 * Sends this many queries, and kills the gateway after equal parts of them.
 *
 * @param {{ queries: number, atOnce: number, kills: number, retry: import('houcaller-coupons').RetryOptions | number }} options
 * @returns {Promise<Outcome>}
 */
export async function killedUnderLoad({ queries, atOnce, kills, retry }) {
  return withChildren([start('crm/faulty.mjs', { faults: 0, latency: CRM_LATENCY_MS })], async (crm) => {
    const open = (/** @type {number} */ port) => start('contenders/gateway.mjs', { crm: crm.url, port, concurrency: atOnce, ttl: 0 });
    let gateway = await open(0);
    const { port, url } = gateway;
    const counts = newCounts();
    let [asked, ended, killed] = [0, 0, 0];
    const part = Math.floor(queries / (kills + 1));
    let restarting = Promise.resolve();
    const restart = async () => {
      await gateway.kill();
      gateway = await open(port);
    };
    const clients = Array.from({ length: atOnce }, async () => {
      while (asked < queries) {
        await queryMember(asked++ % MEMBERS, { url, retry, counts });
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
    return { ...counts, kills: killed, seconds: (performance.now() - began) / 1_000 };
  });
}
