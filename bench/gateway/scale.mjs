// @ts-check
// Tests two gateway instances with one Redis behind HAProxy: the shared rate limit, queries lost while instances are killed,
// and the throughput compared with one instance.
//   node bench/gateway/scale.mjs [--seconds 4] [--rounds 5] [--kills 8]
// Fails if the requests let through differ from the limit by more than 1 %, or if clients with retries lose a query. Needs
// `npm run build`.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startRedis } from '../../tests/support/redis.js';
import { medianWithSpread, table } from '../figures.mjs';
import { start, withChildren } from './child.mjs';
import { load } from './load.mjs';
import { oneOfTwoKilled } from './one-of-two-killed.mjs';
import { startProxy } from './proxy.mjs';
import { publishedChecker } from './published.mjs';
import { sharedLimit } from './shared-limit.mjs';

const LIMIT = { callers: 8, points: 500, requests: 1_500 };
const MAX_DEVIATION = 0.01;
const AT_ONCE = 32;
const WARM_UP_SECONDS = 2;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    kills: { type: 'string', default: '8' },
  },
});
const [seconds, rounds, kills] = [values.seconds, values.rounds, values.kills].map(Number);
/** @type {string[]} */
const mistakes = [];

/** Measures the rate limit that the instances share. */
async function limit() {
  const { callers, points, requests } = LIMIT;
  const { allowed, refused, others, instances, seconds } = await sharedLimit(LIMIT);
  const off = Math.max(...allowed.map((count) => Math.abs(count - points) / points));
  const total = allowed.reduce((sum, count) => sum + count, 0);
  console.log(`## The shared limit: ${points} requests for each of ${callers} callers, who each send ${requests}\n`);
  const head = ['requests', 'by instance', 'per second', 'allowed', 'refused', 'allowed per caller', 'largest deviation'];
  const most = `${Math.min(...allowed)} to ${Math.max(...allowed)}`;
  console.log(
    table(head, [[total + refused, instances.join(' + '), ((total + refused) / seconds).toFixed(0), total, refused, most, `${(off * 100).toFixed(2)} %`]]),
  );
  if (off > MAX_DEVIATION) mistakes.push(`the limit is off by ${(off * 100).toFixed(2)} %, more than ${MAX_DEVIATION * 100} %`);
  if (Object.keys(others).length > 0) mistakes.push(`answers that are neither coupons nor 429: ${JSON.stringify(others)}`);
}

/** Counts the queries that clients lose while instances are killed in turn and restarted. */
async function killed() {
  const retrying = await oneOfTwoKilled({ kills, atOnce: AT_ONCE });
  const hasty = await oneOfTwoKilled({ kills, atOnce: AT_ONCE, retry: 0 });
  const row = (/** @type {string} */ name, /** @type {Awaited<ReturnType<typeof oneOfTwoKilled>>} */ { queries, right, lost, kills, retries, seconds }) => [
    ...[name, queries, kills, right],
    Object.entries(lost)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ') || 0,
    ...[retries, seconds.toFixed(1)],
  ];
  console.log('\n## Two instances, killed in turn under load and restarted\n');
  const head = ['clients', 'queries', 'kills', 'right', 'lost', 'retries', 's'];
  console.log(table(head, [row('with the default of 2 retries', retrying), row('without retries', hasty)]));
  if (retrying.right !== retrying.queries) mistakes.push('clients with retries lost queries');
}

/** Compares the throughput of one and of two instances behind a proxy. Every request calls the CRM. */
async function throughput() {
  const redis = await startRedis();
  /** @type {Array<{ close: () => Promise<void>, port: number }>} */
  const proxies = [];
  try {
    await withChildren([start('crm/quick.mjs')], async (crm) => {
      const open = () => start('contenders/gateway.mjs', { crm: crm.url, redis: redis.url, ttl: 0 });
      await withChildren([open(), open()], async (first, second) => {
        proxies.push(await startProxy([first.port]), await startProxy([first.port, second.port]));
        const servers = [first.port, ...proxies.map(({ port }) => port)];
        const names = ['one instance, without a proxy', 'one instance', 'two instances'];
        const gateways = [first, second];
        const cpu = async () =>
          (await Promise.all(gateways.map((gateway) => gateway.ask('cpu')))).reduce((/** @type {number} */ sum, ms) => sum + Number(ms), 0);
        const run = async (/** @type {number} */ port, /** @type {number} */ seconds) => {
          const before = await cpu();
          const { perSecond, p50, p99, good, mistakes: found } = await load(port, { connections: AT_ONCE, seconds, mistake: publishedChecker() });
          mistakes.push(...found);
          return { perSecond, p50, p99, cpuMs: ((await cpu()) - before) / good };
        };
        for (const port of servers) await run(port, WARM_UP_SECONDS);
        /** @type {Array<Array<Awaited<ReturnType<typeof run>>>>} */
        const results = servers.map(() => []);
        for (let turn = 0; turn < rounds; turn += 1) {
          for (let step = 0; step < servers.length; step += 1) {
            const index = (turn + step) % servers.length;
            results[index].push(await run(servers[index], seconds));
          }
        }
        const rows = results.map((all, index) => {
          const of = (/** @type {'perSecond' | 'p50' | 'p99' | 'cpuMs'} */ name) => all.map((one) => one[name]);
          const ratios = all.map(({ perSecond }, turn) => perSecond / results[1][turn].perSecond);
          return [
            names[index],
            medianWithSpread(of('perSecond')),
            `${medianWithSpread(ratios, 2)} ×`,
            medianWithSpread(of('p50'), 1),
            medianWithSpread(of('p99'), 1),
            medianWithSpread(of('cpuMs'), 3),
          ];
        });
        console.log(
          `\n## Throughput of one and two instances, ${AT_ONCE} connections, every request calls the CRM, ${rounds} rounds of ${seconds} s in turns\n`,
        );
        console.log(table(['', 'answers/s', 'ratio to one', 'p50 ms', 'p99 ms', 'CPU ms of the instances per answer'], rows));
        console.log(
          `\nThe instances, Redis, HAProxy, the CRM and the load share ${cpus().length} cores of one machine (${cpus()[0].model.trim()}), Node ${process.versions.node}.`,
        );
      });
    });
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await redis.stop();
  }
}

await limit();
await killed();
await throughput();
for (const mistake of new Set(mistakes)) console.log(`✗ ${mistake}`);
process.exitCode = mistakes.length > 0 ? 1 : 0;
