const { writeFileSync } = require('fs');
const { check } = require('./check.cjs');
const coupons = require('./entry.cjs');
const { unreachable } = require('./unreachable.cjs');

test('the coupons are listed', async () => {
  const outcome = await check(coupons, process.env.CRM);
  writeFileSync(process.env.OUTCOME, JSON.stringify(outcome));
  expect(outcome.codes).toHaveLength(8);
});

test('the error for an address without a server has its causes', async () => {
  const { kind, causes } = await unreachable(coupons, process.env.CLOSED);
  expect(kind).toBe('network');
  expect(causes[0]).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  expect(causes.map(({ code }) => code)).toContain('ECONNREFUSED');
});
