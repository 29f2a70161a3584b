// @ts-check

/**
 * Settles like `answer`, or rejects after `ms` milliseconds.
 *
 * @template T
 * @param {Promise<T>} answer
 * @param {number} ms
 * @param {() => Error} late makes the rejection
 * @returns {Promise<T>}
 */
export function inTime(answer, ms, late) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
