// @ts-check
// Compares the gateway with hand-written servers: answers per second, latency and CPU time.
//   node bench/gateway/compare.mjs [--seconds 2] [--rounds 48] [--connections 32] [--write]
// Each contender is a process. Prints the medians of the rounds with their minimum and
// maximum, and with --write also writes bench/gateway/RESULTS.md. Fails on an incorrect answer. Needs `npm run build`.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { start, withChildren } from './child.mjs';
import { LACKS } from './contenders/lacks.mjs';
import { median, medianWithSpread, table } from '../figures.mjs';
import { load } from './load.mjs';
import { publishedChecker } from './published.mjs';
import { MEMBERS } from './sessions.mjs';

const WARM_UP_SECONDS = 3;
/** Two for each order of four contenders. With 24, a ratio of two runs may differ by 0.06 by chance. */
const ROUNDS = 48;
/** More members than requests in a round, for the settings in which no member asks twice. */
const MEMBERS_A_ROUND = 16_384;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: String(ROUNDS) },
    connections: { type: 'string', default: '32' },
    write: { type: 'boolean', default: false },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number);

/**
 * @typedef {{ name: string, script: string, options?: Record<string, number> }} Contender
 * @typedef {{ title: string, crm: string, contenders: Contender[], distinct?: boolean, note: (crm: Child, gateway: Child) => Promise<string> }} Setting
 *   `distinct`: every request is for another member
 * @typedef {import('./child.mjs').Child} Child
 * @typedef {{ perSecond: number, p50: number, p99: number, cpuMs: number }} Round
 */

const OPENSSL = { name: 'hand-written, Node’s OpenSSL', script: 'contenders/openssl.mjs' };

/** @param {Record<string, number>} options @param {string} [how] @returns {Contender} */
const gateway = (options, how = '') => ({ name: `the gateway${how}`, script: 'contenders/gateway.mjs', options });

/**
 * The hand-written servers have no concurrency limit, so they make as many calls at once as there are connections.
 *
 * @param {Record<string, number>} options of the gateway
 * @returns {Contender[]}
 */
const all = (options) => [
  gateway(options),
  gateway({ ...options, concurrency: connections }, `, \`concurrency: ${connections}\``),
  OPENSSL,
  { name: 'hand-written, crypto-js', script: 'contenders/crypto-js.mjs' },
];

/** @type {Setting[]} */
const SETTINGS = [
  {
    title: 'Every request calls the CRM: without a cache and without equal concurrent requests',
    crm: 'crm/quick.mjs',
    contenders: all({ ttl: 0 }),
    note: crmAlone,
  },
  {
    title: `The gateway with its defaults, which cache an answer for 3 seconds, and ${MEMBERS} members who ask repeatedly`,
    crm: 'crm/quick.mjs',
    contenders: all({}),
    note: cacheShares,
  },
  {
    title: 'No member asks twice: the cost of a cache that holds every answer and is never hit',
    crm: 'crm/quick.mjs',
    contenders: [gateway({ ttl: 3_600_000, bytes: 2 ** 30 }, ', the cache on'), gateway({ ttl: 0 }, ', the cache off'), OPENSSL],
    distinct: true,
    note: onlyMisses,
  },
  {
    title: 'Like the first setting, with the sandbox as the CRM, which decrypts, checks and logs',
    crm: 'crm/sandbox.mjs',
    contenders: all({ ttl: 0 }),
    note: async () => 'Every `param` was decrypted by Node’s OpenSSL, and named a member of the load.',
  },
];

/** @type {string[]} */
const mistakes = [];

/** @param {Child} crm */
async function crmAlone({ port }) {
  const { perSecond, mistakes: found } = await load(port, { connections, seconds, mistake: publishedChecker() });
  mistakes.push(...found);
  return `The CRM alone, under the same load: ${perSecond.toFixed(0)} answers/s.`;
}

/**
 * @param {Child} crm
 * @param {Child} gateway
 */
async function onlyMisses(crm, gateway) {
  const shares = await cacheShares(crm, gateway);
  if (!shares.endsWith(': 100 % miss.')) mistakes.push(`expected no member to ask twice. ${shares}`);
  return shares;
}

/**
 * @param {Child} _crm
 * @param {Child} gateway
 */
async function cacheShares(_crm, { url }) {
  const metrics = await (await fetch(`${url}/coupons/metrics`)).text();
  const counts = [...metrics.matchAll(/^houcaller_gateway_answers_total\{cache="(\w+)"\} (\d+)/gm)].map(([, from, count]) => [from, Number(count)]);
  const total = counts.reduce((sum, [, count]) => sum + Number(count), 0);
  return `The gateway’s ${total} answers: ${counts.map(([from, count]) => `${Math.round((Number(count) / total) * 100)} % ${from}`).join(', ')}.`;
}

/**
 * @param {Child} server
 * @param {{ first?: number, members?: number }} range of the members
 */
async function round(server, range) {
  const before = await server.ask('cpu');
  const { perSecond, p50, p99, good, mistakes: found } = await load(server.port, { connections, seconds, ...range, mistake: publishedChecker() });
  const cpuMs = (Number(await server.ask('cpu')) - Number(before)) / good;
  mistakes.push(...found, ...server.failures.splice(0));
  return { perSecond, p50, p99, cpuMs };
}

/**
 * The order of the contenders in a round. `ROUNDS` rounds have every order of three or four contenders equally often, so that within a
 * round each contender follows each other one equally often: the garbage collection of a process continues after its turn.
 *
 * @param {number} turn
 * @param {number} count
 */
function order(turn, count) {
  const left = Array.from({ length: count }, (_, index) => index);
  let rest = turn;
  return Array.from({ length: count }, () => {
    const choices = left.length;
    const [next] = left.splice(rest % choices, 1);
    rest = Math.floor(rest / choices);
    return next;
  });
}

/** @param {Setting} setting */
async function compare({ title, crm, contenders, distinct, note }) {
  const range = (/** @type {number} */ turn) => (distinct ? { first: turn * MEMBERS_A_ROUND, members: MEMBERS_A_ROUND } : {});
  return withChildren([start(crm)], async (crm) => {
    const starting = contenders.map(({ script, options }) => start(script, { crm: crm.url, ...options }));
    return withChildren(starting, async (...servers) => {
      for (const { port } of servers) {
        const { mistakes: found } = await load(port, { connections, seconds: WARM_UP_SECONDS, ...range(rounds), mistake: publishedChecker() });
        mistakes.push(...found);
      }
      /** @type {Round[][]} */
      const results = servers.map(() => []);
      for (let turn = 0; turn < rounds; turn += 1) {
        for (const index of order(turn, servers.length)) results[index].push(await round(servers[index], range(turn)));
      }
      const baseline = results[contenders.indexOf(OPENSSL)];
      const rows = results.map((all, index) => {
        const of = (/** @type {keyof Round} */ name) => all.map((one) => one[name]);
        const ratio = (/** @type {keyof Round} */ name) => `${median(all.map((one, turn) => one[name] / baseline[turn][name])).toFixed(2)} ×`;
        return [
          contenders[index].name,
          medianWithSpread(of('perSecond')),
          ratio('perSecond'),
          medianWithSpread(of('p50'), 1),
          medianWithSpread(of('p99'), 1),
          ratio('p99'),
          medianWithSpread(of('cpuMs'), 3),
        ];
      });
      const head = ['', 'answers/s', 'ratio to OpenSSL’s', 'p50 ms', 'p99 ms', 'ratio to OpenSSL’s', 'CPU ms per answer'];
      return [`## ${title}`, table(head, rows), await note(crm, servers[0])].join('\n\n');
    });
  });
}

const parts = [];
for (const setting of SETTINGS) {
  parts.push(await compare(setting));
  console.log(`${parts.at(-1)}\n`);
}
const text = `# The gateway under load, compared with hand-written servers

\`npm run bench:gateway\` prints this. Every contender has ${rounds} rounds of ${seconds} s, in turns, with ${connections} connections that
each send one request at a time. The figures are medians, with the minimum and the maximum in brackets. The latencies leave
out the first answer of each connection, which waits for the connection and the load generator. “Ratio to OpenSSL’s” is the
median of each round’s ratio to the hand-written server with Node’s OpenSSL, because other load on the machine affects both
alike. The contenders, the CRM and the load generator (autocannon) are processes of one machine and
share its ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.versions.node}, so compare figures only within a table. CPU ms is the
CPU time of the contender’s own process.

${parts.join('\n\n')}

## What is compared

All contenders run on \`@hono/node-server\`, find the session’s member, parse the query, encrypt it, call the CRM with the
global \`fetch\`, parse the answer, and log one line per request. The gateway runs with all its features; only its rate limit
is set too high to be reached. The hand-written servers lack:

${LACKS.map((lack) => `- ${lack}`).join('\n')}
`;
for (const mistake of new Set(mistakes)) console.log(`✗ ${mistake}`);
if (values.write && mistakes.length === 0) await writeFile(new URL('RESULTS.md', import.meta.url), text);
process.exitCode = mistakes.length > 0 ? 1 : 0;
