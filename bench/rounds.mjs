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
 * Measures each contestant once a round, each round in another order: whatever else the machine does meets all alike, and nobody always finds what the same one
 * has left behind.
 *
 * @param {number} rounds
 * @param {Contestant[]} contestants
 * @returns {Promise<Result[]>}
 */
export async function takeTurns(rounds, contestants) {
  const results = contestants.map(({ sample: _, ...about }) => ({ ...about, samples: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < rounds; round += 1) {
    for (const index of shuffled(contestants.length)) results[index].samples[round] = await contestants[index].sample();
  }
  return results;
}

/** @param {number} length */
function shuffled(length) {
  const order = Array.from({ length }, (_, index) => index);
  for (let left = length; left > 1; left -= 1) {
    const chosen = Math.floor(Math.random() * left);
    [order[left - 1], order[chosen]] = [order[chosen], order[left - 1]];
  }
  return order;
}
