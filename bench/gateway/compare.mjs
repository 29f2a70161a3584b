// @ts-check
// The gateway beside what one would write in its place: how many answers a second, how late, and for how much of the processor.
//   node bench/gateway/compare.mjs [--seconds 2] [--rounds 9] [--connections 32] [--write]
// Contenders take turns (A B C, B C A, C A B, …), each in a process of its own; beside the medians of the rounds stand the least and the most. With --write the
// tables are written to bench/gateway/RESULTS.md too. Fails on an answer that is not the published coupons. Needs `npm run build`.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { start, withChildren } from './child.mjs';
import { LACKS } from './contenders/lacks.mjs';
import { median, medianWithSpread, table } from '../figures.mjs';
import { load } from './load.mjs';
import { publishedOnly } from './published.mjs';
import { MEMBERS } from './sessions.mjs';

const WARM_UP_SECONDS = 3;
/** More than are asked for in a round, where no member asks twice. */
const MEMBERS_A_ROUND = 16_384;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '9' },
    connections: { type: 'string', default: '32' },
    write: { type: 'boolean', default: false },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number);

/**
 * @typedef {{ name: string, script: string, options?: Record<string, number> }} Contender
 * @typedef {{ title: string, crm: string, contenders: Contender[], distinct?: boolean, note: (crm: Child, gateway: Child) => Promise<string> }} Setting
 *   `distinct`: no member asks twice
 * @typedef {import('./child.mjs').Child} Child
 * @typedef {{ perSecond: number, p50: number, p99: number, cpuMs: number }} Round
 */

const OPENSSL = { name: 'hand-written, Node’s OpenSSL', script: 'contenders/openssl.mjs' };

/** @param {Record<string, number>} options @param {string} [how] @returns {Contender} */
const gateway = (options, how = '') => ({ name: `the gateway${how}`, script: 'contenders/gateway.mjs', options });

/**
 * The hand-written ones have no limit of calls at once: they make as many as there are connections.
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
    title: 'Every request asks the CRM: the gateway’s cache is off, no two questions under way are equal',
    crm: 'crm/quick.mjs',
    contenders: all({ ttl: 0 }),
    note: crmByItself,
  },
  {
    title: `The gateway as it is set up by itself: it remembers an answer for 3 seconds, and the ${MEMBERS} members ask over and over`,
    crm: 'crm/quick.mjs',
    contenders: all({}),
    note: whereFrom,
  },
  {
    title: 'No member asks twice: what the cache costs where it is of no use, with every answer of the run in it',
    crm: 'crm/quick.mjs',
    contenders: [gateway({ ttl: 3_600_000, bytes: 2 ** 30 }, ', the cache on'), gateway({ ttl: 0 }, ', the cache off'), OPENSSL],
    distinct: true,
    note: whereFrom,
  },
  {
    title: 'As the first, with the sandbox for a CRM, which decrypts, checks and logs',
    crm: 'crm/sandbox.mjs',
    contenders: all({ ttl: 0 }),
    note: async () => 'Every `param` was decrypted by Node’s OpenSSL, and named a member of the load.',
  },
];

/** @type {string[]} */
const mistakes = [];

/** @param {Child} crm */
async function crmByItself({ port }) {
  const { perSecond } = await load(port, { connections, seconds, mistake: publishedOnly() });
  return `The CRM by itself, asked by the same load: ${perSecond.toFixed(0)} answers/s.`;
}

/**
 * @param {Child} _crm
 * @param {Child} gateway
 */
async function whereFrom(_crm, { url }) {
  const metrics = await (await fetch(`${url}/coupons/metrics`)).text();
  const counts = [...metrics.matchAll(/^houcaller_gateway_answers_total\{cache="(\w+)"\} (\d+)/gm)].map(([, from, count]) => [from, Number(count)]);
  const total = counts.reduce((sum, [, count]) => sum + Number(count), 0);
  return `The gateway’s ${total} answers: ${counts.map(([from, count]) => `${Math.round((Number(count) / total) * 100)} % ${from}`).join(', ')}.`;
}

/**
 * @param {Child} server
 * @param {{ first?: number, members?: number }} who asks
 */
async function round(server, who) {
  const before = await server.ask('cpu');
  const { perSecond, p50, p99, good, mistakes: found } = await load(server.port, { connections, seconds, ...who, mistake: publishedOnly() });
  const cpuMs = (Number(await server.ask('cpu')) - Number(before)) / good;
  mistakes.push(...found, ...server.failures.splice(0));
  return { perSecond, p50, p99, cpuMs };
}

/** @param {Setting} setting */
async function compare({ title, crm, contenders, distinct, note }) {
  const who = (/** @type {number} */ turn) => (distinct ? { first: turn * MEMBERS_A_ROUND, members: MEMBERS_A_ROUND } : {});
  return withChildren([start(crm)], async (crm) => {
    const starting = contenders.map(({ script, options }) => start(script, { crm: crm.url, ...options }));
    return withChildren(starting, async (...servers) => {
      for (const { port } of servers) await load(port, { connections, seconds: WARM_UP_SECONDS, ...who(rounds), mistake: publishedOnly() });
      /** @type {Round[][]} */
      const results = servers.map(() => []);
      for (let turn = 0; turn < rounds; turn += 1) {
        // Whoever comes after another does not always come after the same.
        for (let step = 0; step < servers.length; step += 1) {
          const index = (turn + step) % servers.length;
          results[index].push(await round(servers[index], who(turn)));
        }
      }
      const besides = results[contenders.indexOf(OPENSSL)];
      const rows = results.map((all, index) => {
        const of = (/** @type {keyof Round} */ name) => all.map((one) => one[name]);
        const ratio = (/** @type {keyof Round} */ name) => `${median(all.map((one, turn) => one[name] / besides[turn][name])).toFixed(2)} ×`;
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
      const head = ['', 'answers/s', 'beside OpenSSL’s', 'p50 ms', 'p99 ms', 'beside OpenSSL’s', 'CPU ms an answer'];
      return [`## ${title}`, table(head, rows), await note(crm, servers[0])].join('\n\n');
    });
  });
}

const parts = [];
for (const setting of SETTINGS) {
  parts.push(await compare(setting));
  console.log(`${parts.at(-1)}\n`);
}
const text = `# The gateway under load, beside the same written by hand

\`npm run bench:gateway\` prints this. ${rounds} rounds of ${seconds} s for each contender, in turns, ${connections} connections, each with one request at a
time; medians, and in brackets the least and the most. “beside OpenSSL’s” is the median of
the ratios to the hand-written one with Node’s OpenSSL in each round: what else the machine does meanwhile hits both. Each contender, the CRM and the load (autocannon) are processes of one machine and share its
${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.versions.node}: compare within a table only. CPU ms is what the contender’s own process took.

${parts.join('\n\n')}

## What is compared

All stand behind \`@hono/node-server\`, find the session’s member, parse the query, encrypt, ask with the global \`fetch\`, parse the answer, and write
one line of log a request. The gateway’s rate limit is out of reach; all else that it does, it does. The hand-written ones lack:

${LACKS.map((lack) => `- ${lack}`).join('\n')}
`;
if (values.write) await writeFile(new URL('RESULTS.md', import.meta.url), text);
for (const mistake of new Set(mistakes)) console.log(`✗ ${mistake}`);
process.exitCode = mistakes.length > 0 ? 1 : 0;
