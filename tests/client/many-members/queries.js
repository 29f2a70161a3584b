// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {import('houcaller-coupons').MemberQuery} MemberQuery
 * @typedef {import('houcaller-coupons').MemberResult} MemberResult
 */

/**
 * Queries for `M0`, `M1` and so on.
 *
 * @param {number} [count]
 * @returns {Generator<MemberQuery, void, void>}
 */
export function* queries(count = Infinity) {
  for (let index = 0; index < count; index += 1) yield { memberId: `M${index}` };
}

/**
 * An iterable that counts the calls of `next` and `return`.
 *
 * @param {Iterable<MemberQuery>} [source]
 * @param {{ async?: boolean, delayMs?: number, onNext?: (pulled: number) => void, onReturn?: () => unknown }} [options]
 */
export function counted(source = queries(), { async: isAsync = false, delayMs = 0, onNext, onReturn } = {}) {
  const inner = source[Symbol.iterator]();
  const counts = { pulled: 0, returned: 0 };
  const next = () => {
    counts.pulled += 1;
    onNext?.(counts.pulled);
    return inner.next();
  };
  const end = () => {
    counts.returned += 1;
    onReturn?.();
    return { done: /** @type {const} */ (true), value: undefined };
  };
  const iterable = isAsync
    ? {
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            // Not a timer of 0 ms, because leftovers.js would count it.
            await (delayMs ? sleep(delayMs) : new Promise(setImmediate));
            return next();
          },
          return: async () => end(),
        }),
      }
    : { [Symbol.iterator]: () => ({ next, return: end }) };
  return { counts, iterable: /** @type {Iterable<MemberQuery>} */ (/** @type {unknown} */ (iterable)) };
}

/**
 * @template T
 * @param {AsyncIterable<T>} run
 * @returns {Promise<T[]>}
 */
export async function all(run) {
  const taken = [];
  for await (const one of run) taken.push(one);
  return taken;
}

/** @param {MemberResult[]} results */
export const idsOf = (results) => results.map(({ query }) => query.memberId ?? '');
