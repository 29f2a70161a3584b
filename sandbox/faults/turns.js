// @ts-check
import { FaultMistake } from './arguments.js';

/** More ids than any test run has; past that the oldest count begins anew. */
const LIMIT = 10_000;

/**
 * Counts requests by `fault-id`, so that a fault with `times=N` is over after N of them.
 *
 * @returns {(effects: import('./table.js').Effect[], count: boolean) => boolean} whether the faults apply to this
 *   request; a preflight is not counted
 */
export function createTurns() {
  /** @type {Map<string, number>} */
  const seen = new Map();

  return (effects, count) => {
    const times = effects.find((effect) => effect.times !== undefined)?.times;
    if (times === undefined) return true;

    const faultId = effects.find((effect) => effect.faultId !== undefined)?.faultId;
    if (faultId === undefined) throw new FaultMistake('times=<N> needs fault-id=<text> beside it.');

    const before = seen.get(faultId) ?? 0;
    if (count) {
      seen.set(faultId, before + 1);
      if (seen.size > LIMIT) seen.delete(/** @type {string} */ (seen.keys().next().value));
    }
    return before < times;
  };
}
