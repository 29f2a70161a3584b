// @ts-check
// Checks that clients with retries lose no query while the gateway is killed and restarted under load, and that clients without
// retries do.
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
const row = (/** @type {string} */ name, /** @type {import('./killed.mjs').Outcome} */ { right, lost, kills, retries, seconds }) => [
  ...[name, queries, kills, right],
  Object.entries(lost)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ') || 0,
  ...[retries, seconds.toFixed(1)],
];
console.log(
  table(['clients', 'queries', 'kills', 'right', 'lost', 'retries', 's'], [row(`with up to ${PATIENT.limit} retries`, patient), row('without retries', hasty)]),
);
const isAsDemanded = patient.right === queries && Object.keys(hasty.lost).length > 0;
if (!isAsDemanded) console.log('✗ expected clients with retry to lose nothing, and those without to lose some');
process.exitCode = isAsDemanded ? 0 : 1;
