// @ts-check
// Looks up the benchmark's results and computes their ratios.
import { median } from './figures.mjs';

/** @typedef {import('./rounds.mjs').Result} Result */

export const OURS = 'houcaller-coupons';
export const BEFORE = 'our client in TypeScript';
export const NO_WASM = 'houcaller-coupons/no-wasm';

/**
 * The results of one run, with functions that look them up.
 *
 * @param {Result[]} results
 */
export function compared(results) {
  /** @param {Partial<Result>} wanted */
  const all = (wanted) => results.filter((result) => Object.entries(wanted).every(([name, value]) => result[/** @type {keyof Result} */ (name)] === value));

  /** @param {Partial<Result>} wanted */
  const one = (wanted) => all(wanted).at(0);

  /**
   * How many times as fast the package, or another contender, is as a contender: the median of the ratios of each round.
   *
   * @param {Partial<Result>} wanted
   * @param {string} contender
   * @param {string} [host] of the contender; default: the package's host
   */
  const ratio = (wanted, contender, host = wanted.host) => {
    // `wanted` may name another contender than the package.
    const [own, other] = [one({ contender: OURS, ...wanted }), one({ ...wanted, host, contender })];
    return own && other ? median(own.samples.map((time, round) => other.samples[round] / time)) : NaN;
  };

  /**
   * The fastest of these contenders.
   *
   * @param {Partial<Result>} wanted
   * @param {string[]} contenders
   */
  const fastest = (wanted, contenders) => {
    const times = all(wanted).filter(({ contender }) => contenders.includes(contender));
    return times.sort((a, b) => median(a.samples) - median(b.samples)).at(0)?.contender ?? '';
  };

  return { all, one, ratio, fastest };
}

/** @typedef {ReturnType<typeof compared>} Compared */

/**
 * The exponent of the time's growth with the size, by a least-squares fit of the logarithms.
 *
 * @param {Result[]} results of several sizes
 */
export function exponent(results) {
  const points = results.map(({ size, samples }) => [Math.log(size), Math.log(median(samples))]);
  const [meanX, meanY] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
