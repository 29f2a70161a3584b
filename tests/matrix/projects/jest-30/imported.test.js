import { writeFileSync } from 'node:fs';
import { check } from './check.js';
import * as coupons from './entry.js';

test('the coupons are listed', async () => {
  const outcome = await check(coupons, process.env.CRM);
  writeFileSync(process.env.OUTCOME, JSON.stringify(outcome));
  expect(outcome.codes).toHaveLength(8);
});
