// @ts-check
// A table of all contenders in each host.
import { OURS } from '../compared.mjs';
import { table } from '../figures.mjs';
import { ratio, time } from '../units.mjs';

/**
 * @typedef {import('../compared.mjs').Compared} Compared
 * @typedef {{ title: string, wanted: Partial<import('../rounds.mjs').Result> }} Case
 */

/**
 * One table for each case. Native programs are compared with the package in each host.
 *
 * @param {Compared} run
 * @param {Case[]} cases
 */
export const contests = (run, cases) => cases.map((one) => contest(run, one)).join('\n\n');

/**
 * @param {Compared} run
 * @param {Case} of
 */
function contest(run, { title, wanted }) {
  const results = run.all(wanted);
  const hosts = ['Node', 'Chromium'].filter((host) => results.some((result) => result.host === host));
  const natives = results.filter(({ host }) => host === 'native');
  const contenders = [...new Set(results.filter(({ host }) => host !== 'native').map(({ contender }) => contender))];
  const cells = (/** @type {string} */ host, /** @type {string} */ contender) => {
    const result = run.one({ ...wanted, host, contender });
    if (!result) return ['–', '–'];
    return [time(result.samples), contender === OURS ? '' : ratio(run.ratio({ ...wanted, host }, contender))];
  };
  const rows = contenders.map((contender) => [contender, ...hosts.flatMap((host) => cells(host, contender))]);
  const limits = natives.map(({ contender, samples }) => [
    `${contender}, native`,
    ...hosts.flatMap((host) => [time(samples), ratio(run.ratio({ ...wanted, host }, contender, 'native'))]),
  ]);
  return `### ${title}\n\n${table(['', ...hosts.flatMap((host) => [host, 'ratio'])], [...rows, ...limits])}`;
}
