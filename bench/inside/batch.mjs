// @ts-check
// Measures the calls per second for many members at a given concurrency.
import init, { CouponClient } from 'houcaller-coupons';

/** @typedef {{ baseUrl: string, channel: string, key: string, members: number, concurrency: number }} Run */

/**
 * The calls per second of the client. A warm-up opens the connections.
 *
 * @param {Run} run
 */
export async function batchRate({ baseUrl, channel, key, members, concurrency }) {
  await init();
  const client = new CouponClient({ baseUrl, channel, cipher: { key } });
  return rate(concurrency, members, async (count) => {
    const queries = Array.from({ length: count }, (_, index) => ({ memberId: `M${index}` }));
    for await (const { error } of client.listCouponsOfMembers(queries, { concurrency })) if (error) throw error;
  });
}

/**
 * The requests per second of bare `fetch`, which is the maximum of the host and the server.
 *
 * @param {Run} run
 */
export async function bareRate({ baseUrl, channel, key, members, concurrency }) {
  await init();
  const client = new CouponClient({ baseUrl, channel, cipher: { key } });
  const body = JSON.stringify(client.buildEnvelope({ memberId: 'M0' }));
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return rate(concurrency, members, async (count) => {
    let left = count;
    const worker = async () => {
      while (left-- > 0) await (await fetch(`${baseUrl}/listCpnItemByMember`, request)).json();
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  });
}

/**
 * @param {number} concurrency
 * @param {number} count
 * @param {(count: number) => Promise<void>} run
 */
async function rate(concurrency, count, run) {
  await run(2 * concurrency);
  const began = performance.now();
  await run(count);
  return (count / (performance.now() - began)) * 1_000;
}
