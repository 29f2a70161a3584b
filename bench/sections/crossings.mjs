// @ts-check
import { BEFORE, OURS } from '../compared.mjs';
import { table } from '../figures.mjs';
import * as crossings from '../parts/crossings.mjs';
import { coupons, digits } from '../units.mjs';

export const wanted = { part: crossings.PART };

/** The functions that are called more often than this per call. */
const OFTEN = 0.5;

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Crossings of the border

The calls between JavaScript and WebAssembly during one \`listCoupons\` from memory. Calls into the module include those that
allocate and free its memory. “Before” is the TypeScript client, of which only the cipher was WebAssembly.

${totals(run)}

What the module calls, for ${coupons(crossings.SIZES[0])}:

${byName(run)}`;

/** @param {number} calls */
const number = (calls) => (Number.isInteger(calls) ? `${calls}` : digits(calls));

/** @param {import('../compared.mjs').Compared} run */
function totals(run) {
  const columns = ['Node', 'Chromium'].flatMap((host) => [OURS, BEFORE].map((contender) => ({ host, contender })));
  const rows = crossings.SIZES.flatMap((size) =>
    [crossings.OUT, crossings.INTO].map((what) => [
      `${what}, ${coupons(size)}`,
      ...columns.map(({ host, contender }) => {
        const result = run.one({ ...wanted, host, contender, what, size });
        return result ? number(result.samples[0]) : '–';
      }),
    ]),
  );
  return table(['calls per call', ...columns.map(({ host, contender }) => `${host}${contender === BEFORE ? ', before' : ''}`)], rows);
}

/** @param {import('../compared.mjs').Compared} run */
function byName(run) {
  const results = run.all({ ...wanted, contender: OURS, size: crossings.SIZES[0] }).filter(({ what }) => what.startsWith(crossings.BY_NAME));
  const calls = (/** @type {string} */ what, /** @type {string} */ host) => results.find((one) => one.what === what && one.host === host)?.samples[0] ?? 0;
  const names = [...new Set(results.map(({ what }) => what))].filter((what) => ['Node', 'Chromium'].some((host) => calls(what, host) > OFTEN));
  const rows = names
    .sort((a, b) => calls(b, 'Node') - calls(a, 'Node'))
    .map((what) => [`\`${what.replace(crossings.BY_NAME, '')}\``, ...['Node', 'Chromium'].map((host) => number(calls(what, host)))]);
  return table(['function', 'Node', 'Chromium'], rows);
}
