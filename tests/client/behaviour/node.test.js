// @ts-check
import { before, describe, test } from 'node:test';
import init from 'houcaller-coupons';
import { mixedContent } from './mixed-content.js';
import { topics } from './topics.js';

// So that a date which is read in local time in place of GMT makes a difference.
process.env.TZ = 'America/New_York';

before(() => init());

for (const [topic, cases] of Object.entries({ ...topics, 'mixed content': mixedContent })) {
  describe(`Node, ${topic}`, () => {
    for (const [name, run] of Object.entries(cases)) test(name, { timeout: 20_000 }, run);
  });
}
