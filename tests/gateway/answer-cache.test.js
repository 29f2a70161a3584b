// @ts-check
// The cache by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, stoppedClock } from './parts.js';

/** @type {typeof import('../../js/gateway/answer-cache.ts')} */
const { AnswerCache } = await load('answer-cache.ts');
const clock = stoppedClock();
const answer = (/** @type {number} */ length) => ({ json: 'a'.repeat(length) });
const sizeOf = (/** @type {InstanceType<typeof AnswerCache>} */ cache) => /** @type {any} */ (cache).entries.size;

test('an answer is there for its time, and no longer', () => {
  const cache = new AnswerCache(1_000, 1_000_000);
  const first = answer(1);
  cache.set('a', first);
  clock.now += 999;
  assert.equal(cache.get('a'), first);
  assert.equal(cache.get('b'), undefined);
  clock.now += 1;
  assert.equal(cache.get('a'), undefined);
});

test('a newer answer takes the place of an older one, for its own time', () => {
  const cache = new AnswerCache(1_000, 1_000_000);
  cache.set('a', answer(1));
  clock.now += 600;
  const second = answer(2);
  cache.set('a', second);
  clock.now += 600;
  assert.equal(cache.get('a'), second);
  assert.equal(sizeOf(cache), 1);
});

test('with a time of 0 nothing is remembered', () => {
  const cache = new AnswerCache(0, 1_000_000);
  cache.set('a', answer(1));
  assert.equal(cache.get('a'), undefined);
  assert.equal(sizeOf(cache), 0);
});

test('a bound in bytes: the oldest go first, and one without room by itself pushes nothing out', () => {
  const cache = new AnswerCache(1_000, 10_000);
  for (const key of ['a', 'b', 'c']) cache.set(key, answer(1_400));
  assert.ok(cache.get('a') && cache.get('b') && cache.get('c'));
  cache.set('large', answer(5_000));
  assert.equal(cache.get('large'), undefined);
  assert.ok(cache.get('a'));
  cache.set('d', answer(1_400));
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => cache.get(key) !== undefined),
    [false, true, true, true],
  );
});

test('ten thousand empty answers have a size too', () => {
  const cache = new AnswerCache(1_000, 100_000);
  for (let at = 0; at < 10_000; at += 1) cache.set(`${at}`, answer(0));
  assert.ok(sizeOf(cache) < 1_000, `${sizeOf(cache)} entries`);
});

test('what has grown old is let go of with the next answer', () => {
  const cache = new AnswerCache(1_000, 100_000_000);
  for (let at = 0; at < 10_000; at += 1) cache.set(`${at}`, answer(10));
  assert.equal(sizeOf(cache), 10_000);
  clock.now += 1_000;
  cache.set('new', answer(10));
  assert.equal(sizeOf(cache), 1);
});

test('a miss looks at as many entries as go, however many there are', () => {
  let looked = 0;
  const cache = new AnswerCache(1_000_000, 1_000_000_000);
  for (let at = 0; at < 12_000; at += 1) cache.set(`${at}`, answer(10));
  const { entries } = /** @type {any} */ (cache);
  const each = entries[Symbol.iterator].bind(entries);
  entries[Symbol.iterator] = function* () {
    for (const entry of each()) {
      looked += 1;
      yield entry;
    }
  };
  for (let at = 0; at < 1_000; at += 1) {
    assert.equal(cache.get(`new ${at}`), undefined);
    cache.set(`new ${at}`, answer(10));
  }
  assert.equal(looked, 1_000);
});
