// @ts-check
import { table } from '../figures.mjs';
import * as profile from '../parts/profile.mjs';
import { count, time } from '../units.mjs';

export const wanted = { part: profile.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Where the time of a call goes

A profile of ${count(profile.CALLS)} calls of \`listCoupons\` with ${profile.COUPONS} coupons from memory, per call. The client is the one that ships, but its
JavaScript is not minified, so that its functions have names. The profiler slows the calls down. “Glue” is what wasm-bindgen
writes; a function of the host, such as \`JSON.parse\`, counts as the function of JavaScript that calls it. “Host” includes the
\`fetch\` that answers from memory. \`node bench/main.mjs --only profile\` writes the profiles to \`target/bench/profile/\`, where
speedscope or DevTools can open them.

![Flame chart in Node](${profile.chartOf('Node')})

![Flame chart in Chromium](${profile.chartOf('Chromium')})

${places(run)}

${['Node', 'Chromium'].map((host) => functions(run, host)).join('\n\n')}`;

/**
 * @param {import('../compared.mjs').Compared} run
 * @param {string} host
 * @param {string} prefix
 */
const times = (run, host, prefix) =>
  run.all({ ...wanted, host }).flatMap(({ what, samples }) => (what.startsWith(prefix) ? [{ name: what.slice(prefix.length), time: samples[0] }] : []));

/** @param {number} nanoseconds */
const once = (nanoseconds) => time([nanoseconds]).replace(/ \(.*/, '');

/** @param {import('../compared.mjs').Compared} run */
function places(run) {
  const all = ['Node', 'Chromium'].map((host) => times(run, host, profile.PLACE));
  const rows = profile.PLACES.map((name) => [
    name,
    ...all.flatMap((of) => {
      const found = of.find((one) => one.name === name);
      const sum = of.reduce((total, one) => total + one.time, 0);
      return found ? [once(found.time), `${((found.time / sum) * 100).toFixed(0)} %`] : ['–', '–'];
    }),
  ]);
  return table(['where', 'Node', 'share', 'Chromium', 'share'], rows);
}

/**
 * @param {import('../compared.mjs').Compared} run
 * @param {string} host
 */
function functions(run, host) {
  const rows = times(run, host, profile.FUNCTION).map(({ name, time }) => [`\`${name}\``, once(time)]);
  return table([`${host}: function itself`, 'per call'], rows);
}
