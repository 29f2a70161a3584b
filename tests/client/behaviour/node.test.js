// @ts-check
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import init from 'houcaller-coupons';
import { bytesInMemory } from './memory.js';
import { mixedContent } from './mixed-content.js';
import { topics } from './topics.js';

// So that a date which is read in local time in place of GMT makes a difference.
process.env.TZ = 'America/New_York';

/** The size of the module's stack, which is the beginning of its memory, before the constants. */
let stack = 0;

before(async () => {
  await init();
  stack = bytesInMemory().findIndex(Boolean);
});

for (const [topic, cases] of Object.entries({ ...topics, 'mixed content': mixedContent })) {
  describe(`Node, ${topic}`, () => {
    for (const [name, run] of Object.entries(cases)) test(name, { timeout: 20_000 }, run);
  });
}

test('the calls above used less than a tenth of the stack', () => {
  assert.equal(stack, 65_536);
  const unused = bytesInMemory().findIndex(Boolean);
  assert.ok(unused < stack, 'expected calls to use the stack');
  assert.ok(stack - unused < stack / 10, `expected less than ${stack / 10} bytes, used ${stack - unused}`);
});
