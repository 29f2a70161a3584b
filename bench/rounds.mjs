// @ts-check

/**
 * What a contender needed, a sample a round.
 *
 * @typedef {object} Result
 * @property {string} part
 * @property {string} host
 * @property {string} what within the part
 * @property {number} size of its input
 * @property {string} contender
 * @property {number[]} samples the same round of another contender has the same place
 *
 * @typedef {Omit<Result, 'samples'> & { sample: () => Promise<number> }} Contestant
 */

/**
 * Measures each contestant once a round. Who comes after another does not always come after the same, and whatever else the machine does meets all alike.
 *
 * @param {number} rounds
 * @param {Contestant[]} contestants
 * @returns {Promise<Result[]>}
 */
export async function takeTurns(rounds, contestants) {
  const results = contestants.map(({ sample: _, ...about }) => ({ ...about, samples: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < contestants.length; step += 1) {
      const index = (round + step) % contestants.length;
      results[index].samples[round] = await contestants[index].sample();
    }
  }
  return results;
}
