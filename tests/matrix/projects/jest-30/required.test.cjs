const { writeFileSync } = require('node:fs');
const { check } = require('./check.cjs');
const { init, encryptParam, listCoupons } = require('./entry.cjs');

test('the coupons are listed', async () => {
  const outcome = await check({ init, encryptParam, listCoupons }, process.env.CRM);
  writeFileSync(process.env.OUTCOME, JSON.stringify(outcome));
  expect(outcome.codes).toHaveLength(8);
});
