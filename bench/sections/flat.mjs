// @ts-check
import { table } from '../figures.mjs';
import * as flat from '../parts/flat.mjs';
import { count } from '../units.mjs';

export const wanted = { part: flat.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Memory during many calls

\`listCoupons\` of ${flat.COUPONS} coupons from memory, one after another, after ${count(flat.WARM_UP_CALLS)} calls of warm-up: the memory of the WebAssembly module and
the JavaScript heap after a garbage collection, in KiB. \`npm run test:soak\` does so for a million calls of all kinds, with
failures and aborts, and for a million members of one run, and fails if anything grows.

${rows(run)}`;

/** @param {import('../compared.mjs').Compared} run */
function rows(run) {
  const of = (/** @type {Partial<import('../rounds.mjs').Result>} */ more) => run.all({ ...wanted, ...more });
  const columns = ['Node', 'Chromium'].flatMap((host) => [flat.MODULE, flat.HEAP].map((what) => ({ host, what })));
  const sizes = [...new Set(of({}).map(({ size }) => size))];
  return table(
    ['calls', ...columns.map(({ host, what }) => `${host}: ${what}`)],
    sizes.map((size) => [
      count(size),
      ...columns.map(({ host, what }) => {
        const [result] = of({ host, what, size });
        return result ? count(Math.round(result.samples[0] / 2 ** 10)) : '–';
      }),
    ]),
  );
}
