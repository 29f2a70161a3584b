// @ts-check
// The fuzzers' seeds come from the vectors of Java. The fuzzers run too long for every check, so here only their seeds are made.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEEDS } from '../../../scripts/fuzz.mjs';

for (const [target, seeds] of Object.entries(SEEDS)) {
  test(`the fuzzer ${target} has seeds`, () => {
    const made = seeds();
    assert.ok(made.length > 50, `${made.length}`);
    assert.ok(made.every(({ length }) => length > 0 && length <= 512));
  });
}
