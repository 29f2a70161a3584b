// @ts-check

/** A random number generator that gives the same numbers for the same seed and turn. */
export class Random {
  #state;

  /**
   * @param {number} seed
   * @param {number} [turn] the number of an iteration, so that it can be repeated without those before it
   */
  constructor(seed, turn = 0) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b)) | 0;
  }

  /** A whole number of 32 bits (mulberry32). */
  bits() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /**
   * A whole number from 0 to the limit, exclusive.
   *
   * @param {number} limit
   */
  below(limit) {
    return this.bits() % limit;
  }

  /** @param {number} probability */
  chance(probability) {
    return this.bits() < probability * 2 ** 32;
  }

  /**
   * @template T
   * @param {readonly T[]} choices
   * @returns {T}
   */
  pick(choices) {
    return choices[this.below(choices.length)];
  }
}
