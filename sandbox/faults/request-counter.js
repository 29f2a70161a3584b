// @ts-check
import { InvalidFault } from './arguments.js';

/** The number of ids that are counted. With more, the oldest count is discarded. */
const LIMIT = 10_000;

/**
 * Counts requests by `fault-id`, so that faults with `times=N` end after N requests.
 *
 * @returns {(effects: import('./table.js').Effect[], count: boolean) => boolean} whether the faults apply to this
 *   request, which is counted if `count` is true
 */
export function createRequestCounter() {
  /** @type {Map<string, number>} */
  const seen = new Map();

  return (effects, count) => {
    const times = effects.find((effect) => effect.times !== undefined)?.times;
    if (times === undefined) return true;

    const faultId = effects.find((effect) => effect.faultId !== undefined)?.faultId;
    if (faultId === undefined) throw new InvalidFault('times=<N> also needs fault-id=<text>.');

    const before = seen.get(faultId) ?? 0;
    if (count) {
      seen.set(faultId, before + 1);
      if (seen.size > LIMIT) seen.delete(/** @type {string} */ (seen.keys().next().value));
    }
    return before < times;
  };
}
