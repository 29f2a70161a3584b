// @ts-check
import { table } from '../figures.mjs';
import * as start from '../parts/start.mjs';
import { LIST, PARAM, RIVAL, SESSION, UNBUNDLED } from '../start-pages.mjs';
import { count, ratio, time } from '../units.mjs';

export const wanted = { part: start.PART };

const TITLES = {
  [PARAM]: 'To the first param',
  [UNBUNDLED]: 'To the first param, the files of the package unbundled',
  [LIST]: 'To the coupons on the page',
  [SESSION]: 'To the coupons, after the answer of /session',
};

/**
 * @param {import('../compared.mjs').Compared} run
 * @param {{ pages: import('../start-pages.mjs').StartPage[] }} about
 */
export const text = (run, { pages }) => `## Start

The time from navigation in Chromium with a 4 × CPU slow-down and DevTools’ “Slow 4G”: cold, with an empty cache, and warm, after
one visit; ${start.ROUNDS} rounds, for the growth ${start.GROWTH_ROUNDS}. Each page is bundled with esbuild and sent with brotli. The bytes are those of the
scripts, and of the WebAssembly if it is a separate file. Here “ratio” is how many times as fast the row is as ${RIVAL}. A page
encrypts a param and contains the code to list coupons; or it lists ${start.COUPONS} coupons, through a gateway on the page’s server where the
entry is one for gateways, and otherwise with the key in the page; or it does so after it has asked \`/session\` who is logged in.
“Asked in the HTML” sends the request for the coupons in a script of the HTML, and gives its answer to the client’s \`fetch\`.

${Object.entries(TITLES)
  .map(([what, title]) => `### ${title}\n\n${starts(run, /** @type {keyof typeof TITLES} */ (what), pages)}`)
  .join('\n\n')}`;

/**
 * @param {import('../compared.mjs').Compared} run
 * @param {keyof typeof TITLES} what
 * @param {import('../start-pages.mjs').StartPage[]} pages
 */
function starts(run, what, pages) {
  const rows = pages
    .filter((page) => page.what === what)
    .map(({ name, bytes: { minified, gzip, brotli } }) => [
      name,
      ...[start.COLD, start.WARM].flatMap((cache) => {
        const of = { part: start.PART, host: 'Chromium', what: start.measured(what, cache), size: start.QUERY_BYTES, contender: name };
        return [time(run.one(of)?.samples ?? []), name === RIVAL || what === UNBUNDLED ? '' : ratio(run.ratio(of, RIVAL))];
      }),
      ...[minified, gzip, brotli].map(count),
    ]);
  return table(['', 'cold', 'ratio', 'warm', 'ratio', 'minified', 'gzip', 'brotli'], rows);
}
