// @ts-check
// Two instances of the gateway and one Redis behind HAProxy, on one machine: whether the shared limit holds, what clients lose while instances are killed, and
// what two instances do beside one.
//   node bench/gateway/scale.mjs [--seconds 4] [--rounds 5] [--kills 8]
// Fails when a caller gets through more than 1 % off the limit, or when clients that try again lose something. Needs `npm run build`.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startRedis } from '../../tests/examples/redis.js';
import { medianWithSpread, table } from '../figures.mjs';
import { start, withChildren } from './child.mjs';
import { load } from './load.mjs';
import { oneOfTwoKilled } from './one-of-two-killed.mjs';
import { startProxy } from './proxy.mjs';
import { publishedOnly } from './published.mjs';
import { sharedLimit } from './shared-limit.mjs';

const LIMIT = { callers: 8, points: 500, requests: 1_500 };
const MOST_OFF = 0.01;
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

/** The limit that the instances share. */
async function limit() {
  const { callers, points, requests } = LIMIT;
  const { allowed, refused, others, instances, seconds } = await sharedLimit(LIMIT);
  const off = Math.max(...allowed.map((count) => Math.abs(count - points) / points));
  const total = allowed.reduce((sum, count) => sum + count, 0);
  console.log(`## The shared limit: ${points} requests of each of ${callers} callers, who make ${requests} each\n`);
  const head = ['requests', 'of them by instance', 'a second', 'let through', 'refused', 'let through of each caller', 'off by at most'];
  const most = `${Math.min(...allowed)} to ${Math.max(...allowed)}`;
  console.log(table(head, [[total + refused, instances.join(' + '), ((total + refused) / seconds).toFixed(0), total, refused, most, `${(off * 100).toFixed(2)} %`]]));
  if (off > MOST_OFF) mistakes.push(`the limit is off by ${(off * 100).toFixed(2)} %, more than ${MOST_OFF * 100} %`);
  if (Object.keys(others).length > 0) mistakes.push(`answers that are neither coupons nor 429: ${JSON.stringify(others)}`);
}

/** Instances that are killed in turn, and started again. */
async function killed() {
  const retrying = await oneOfTwoKilled({ kills, atOnce: AT_ONCE });
  const hasty = await oneOfTwoKilled({ kills, atOnce: AT_ONCE, retry: 0 });
  const row = (/** @type {string} */ name, /** @type {Awaited<ReturnType<typeof oneOfTwoKilled>>} */ { queries, right, lost, kills, retries, seconds }) => [
    ...[name, queries, kills, right],
    Object.entries(lost).map(([kind, count]) => `${count} ${kind}`).join(', ') || 0,
    ...[retries, seconds.toFixed(1)],
  ];
  console.log('\n## One of two instances is killed under load, in turn, and started again\n');
  const head = ['clients', 'queries', 'kills', 'right', 'lost', 'retries', 's'];
  console.log(table(head, [row('as they are by themselves: 2 retries', retrying), row('that do not try again', hasty)]));
  if (retrying.right !== retrying.queries) mistakes.push('clients that try again lost something');
}

/** One instance beside two, behind the same proxy; every request asks the CRM. */
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
        const cpu = async () => (await Promise.all(gateways.map((gateway) => gateway.ask('cpu')))).reduce((/** @type {number} */ sum, ms) => sum + Number(ms), 0);
        const run = async (/** @type {number} */ port, /** @type {number} */ seconds) => {
          const before = await cpu();
          const { perSecond, p50, p99, good, mistakes: found } = await load(port, { connections: AT_ONCE, seconds, mistake: publishedOnly() });
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
          const beside = all.map(({ perSecond }, turn) => perSecond / results[1][turn].perSecond);
          return [names[index], medianWithSpread(of('perSecond')), `${medianWithSpread(beside, 2)} ×`, medianWithSpread(of('p50'), 1), medianWithSpread(of('p99'), 1), medianWithSpread(of('cpuMs'), 3)];
        });
        console.log(`\n## Two instances beside one, ${AT_ONCE} connections, every request asks the CRM, ${rounds} rounds of ${seconds} s in turns\n`);
        console.log(table(['', 'answers/s', 'beside one', 'p50 ms', 'p99 ms', 'CPU ms of the instances an answer'], rows));
        console.log(`\nThe instances, Redis, HAProxy, the CRM and the load share ${cpus().length} cores of one machine (${cpus()[0].model.trim()}), Node ${process.versions.node}.`);
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
