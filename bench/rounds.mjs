// @ts-check
// Measures contestants in rounds.

/**
 * The measurements of a contender, one sample per round.
 *
 * @typedef {object} Result
 * @property {string} part
 * @property {string} host
 * @property {string} what the measured quantity within the part
 * @property {number} size of its input
 * @property {string} contender
 * @property {number[]} samples by round
 *
 * @typedef {Omit<Result, 'samples'> & { sample: () => Promise<number> }} Contestant
 */

/**
 * Measures each contestant once per round, in a random order, so that other load on the machine affects all alike and no
 * contestant always runs after the same other one.
 *
 * @param {number} rounds
 * @param {Contestant[]} contestants
 * @returns {Promise<Result[]>}
 */
export async function measureRounds(rounds, contestants) {
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
