// @ts-check
// The gateway is killed under load and started again: clients that try again lose nothing; those that do not, do.
//   node bench/gateway/restart.mjs [--queries 5000] [--kills 10]
// Needs `npm run build`.
import { parseArgs } from 'node:util';
import { table } from '../figures.mjs';
import { killedUnderLoad } from './killed.mjs';

const AT_ONCE = 32;
const PATIENT = { limit: 20, minDelayMs: 100, maxDelayMs: 1_000 };

const { values } = parseArgs({ options: { queries: { type: 'string', default: '5000' }, kills: { type: 'string', default: '10' } } });
const [queries, kills] = [values.queries, values.kills].map(Number);

const patient = await killedUnderLoad({ queries, kills, atOnce: AT_ONCE, retry: PATIENT });
const hasty = await killedUnderLoad({ queries, kills, atOnce: AT_ONCE, retry: 0 });
const row = (/** @type {string} */ name, /** @type {import('./killed.mjs').Told} */ { right, lost, kills, retries, seconds }) => [
  ...[name, queries, kills, right],
  Object.entries(lost).map(([kind, count]) => `${count} ${kind}`).join(', ') || 0,
  ...[retries, seconds.toFixed(1)],
];
console.log(
  table(['clients', 'queries', 'kills', 'right', 'lost', 'retries', 's'], [row(`that try again up to ${PATIENT.limit} times`, patient), row('that do not', hasty)]),
);
const isAsDemanded = patient.right === queries && Object.keys(hasty.lost).length > 0;
if (!isAsDemanded) console.log('✗ expected clients with retry to lose nothing, and those without to lose some');
process.exitCode = isAsDemanded ? 0 : 1;
