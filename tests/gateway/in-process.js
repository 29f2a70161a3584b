// @ts-check
// A gateway without a server, whose CRM is a function.
import { setTimeout as wait } from 'node:timers/promises';
import { createGateway } from 'houcaller-coupons/gateway';
import published from '../../sandbox/published-response.json' with { type: 'json' };

/** @typedef {import('houcaller-coupons/gateway').GatewayOptions} Options */

/** Three different queries must fail before the circuit opens. */
export const THREE_MEMBERS = ['FAILS0000001', 'FAILS0000002', 'FAILS0000003'];

/** @param {Partial<Options>} [options] default: the CRM answers every query; no retries, no cache */
export function gatewayOf(options) {
  /** @type {import('houcaller-coupons/gateway').GatewayLogLine[]} */
  const lines = [];
  const gateway = createGateway({
    baseUrl: 'http://crm.invalid/v1',
    channel: 'c',
    cipher: { key: '12345678' },
    authorize: (_request, query) => query,
    fetch: async () => Response.json(published),
    cache: { ttlMs: 0 },
    retry: 0,
    log: (line) => void lines.push(line),
    ...options,
  });
  /** @param {object} query */
  const askFor = async (query) => {
    const headers = { 'content-type': 'application/json' };
    const response = await gateway(new Request('http://gateway.invalid/coupons/listCpnItemByMember', { method: 'POST', headers, body: JSON.stringify(query) }));
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, body: await response.json(), ...(retryAfter !== null && { retryAfter: Number(retryAfter) }) };
  };
  const ask = (memberId = 'K1H93QDKI00B7') => askFor({ memberId });
  const circuit = async () => (await (await gateway(new Request('http://gateway.invalid/coupons/healthz'))).json()).crm;
  return { ask, askFor, circuit, gateway, lines };
}

/** Waits until a condition holds, for at most some seconds. @param {() => boolean} holds */
export async function until(holds) {
  for (let turns = 0; !holds(); turns += 1) {
    if (turns === 1_000) throw new Error(`still not so: ${holds}`);
    await wait(1);
  }
}
