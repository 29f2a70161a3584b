// @ts-check
// Unit tests of the queue behind the answer cache and the rate limiter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './unit.js';

/** @type {typeof import('../../js/gateway/fifo.ts')} */
const { Fifo } = await load('fifo.ts');

test('items leave in the order in which they came, however pushes and shifts alternate', () => {
  const fifo = new Fifo();
  assert.equal(fifo.first, undefined);
  let [pushed, shifted] = [0, 0];
  for (const [pushes, shifts] of [
    [1, 1],
    [3, 1],
    [4, 5],
    [100, 30],
    [5, 75],
  ]) {
    for (let at = 0; at < pushes; at += 1) fifo.push((pushed += 1));
    for (let at = 0; at < shifts; at += 1) {
      assert.equal(fifo.first, (shifted += 1));
      fifo.shift();
    }
  }
  assert.deepEqual([shifted, fifo.first], [112, 113]);
});

test('an item that was removed is not kept from being garbage-collected', () => {
  const fifo = new Fifo();
  const items = Array.from({ length: 10 }, (_, at) => ({ at }));
  for (const item of items) fifo.push(item);
  for (const [at, item] of items.entries()) {
    fifo.shift();
    const kept = /** @type {any} */ (fifo).items;
    assert.deepEqual([kept.includes(item), kept.filter(Boolean)], [false, items.slice(at + 1)]);
  }
});
