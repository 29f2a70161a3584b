// @ts-check
// How near a run over 1,000 members comes to concurrency / latency.
//   node tests/many-members/throughput.mjs [--members 1000] [--sandbox]
// The server answers the published coupons after 50 ms, whoever is asked for; with --sandbox it is the sandbox, which
// decrypts and answers that it knows nobody of that name. Beside it the same requests by bare `fetch`: what the host
// and the server make possible. Needs `npm run build`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import init, { CouponClient } from 'houcaller-coupons';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { queries } from './queries.js';

const LATENCY_MS = 50;
const CONCURRENCIES = [1, 4, 8, 16, 32];
const DEMANDED = new Map([
  [4, 0.95],
  [8, 0.95],
]);
const WARM_UP = 2;

const { values } = parseArgs({
  options: { members: { type: 'string', default: '1000' }, sandbox: { type: 'boolean', default: false } },
});
const members = Number(values.members);

async function startServer() {
  const [file, ...options] = values.sandbox
    ? ['../../sandbox/main.js', '--port', '0', '--latency', `${LATENCY_MS}`]
    : ['./slow-server.mjs', `${LATENCY_MS}`];
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (!url) continue;
    child.stdout.resume();
    return { url, stop: () => (child.kill(), once(child, 'exit')) };
  }
  throw new Error('the server did not start');
}

/**
 * Calls a second, once the connections are open and the code is warm.
 *
 * @param {number} concurrency
 * @param {number} count
 * @param {(count: number) => Promise<unknown>} run
 */
async function rate(concurrency, count, run) {
  await run(WARM_UP * concurrency);
  const began = performance.now();
  await run(count);
  return (count / (performance.now() - began)) * 1_000;
}

/**
 * @param {string} baseUrl
 * @param {number} concurrency
 */
function byClient(baseUrl, concurrency) {
  const client = new CouponClient({ baseUrl, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } });
  return async (/** @type {number} */ count) => {
    for await (const { error } of client.listCouponsOfMembers(queries(count), { concurrency })) {
      if (error && !(values.sandbox && error.code === 1012)) throw error;
    }
  };
}

/**
 * @param {string} baseUrl
 * @param {number} concurrency
 */
function byFetch(baseUrl, concurrency) {
  const client = new CouponClient({ baseUrl, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } });
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(client.buildEnvelope({ memberId: 'M0' })),
  };
  return (/** @type {number} */ count) => {
    let left = count;
    const worker = async () => {
      while (left-- > 0) await (await fetch(`${baseUrl}/listCpnItemByMember`, request)).json();
    };
    return Promise.all(Array.from({ length: concurrency }, worker));
  };
}

await init();
const server = await startServer();
const rows = [];
try {
  const baseUrl = `${server.url}/htest/openapi/v1`;
  for (const concurrency of CONCURRENCIES) {
    const ideal = (concurrency / LATENCY_MS) * 1_000;
    const reached = await rate(concurrency, members, byClient(baseUrl, concurrency));
    const bare = await rate(concurrency, Math.min(members, 60 * concurrency), byFetch(baseUrl, concurrency));
    rows.push({ concurrency, ideal, reached, bare });
  }
} finally {
  await server.stop();
}

const percent = (/** @type {number} */ ratio) => `${(ratio * 100).toFixed(1)} %`;
const serverName = values.sandbox ? 'the sandbox' : 'a server that answers the published coupons';
console.log(`${members} members, ${LATENCY_MS} ms, ${serverName}`);
console.table(
  Object.fromEntries(
    rows.map(({ concurrency, ideal, reached, bare }) => [
      concurrency,
      {
        'calls/s': reached.toFixed(1),
        'concurrency / latency': ideal,
        'ratio': percent(reached / ideal),
        'bare fetch': percent(bare / ideal),
      },
    ]),
  ),
);
for (const { concurrency, ideal, reached } of rows) {
  const demanded = DEMANDED.get(concurrency);
  if (demanded === undefined || reached / ideal >= demanded) continue;
  console.log(`${percent(reached / ideal)} at concurrency ${concurrency}: at least ${percent(demanded)} is demanded`);
  process.exitCode = 1;
}
