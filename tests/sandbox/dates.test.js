// @ts-check
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startSandbox } from '../../sandbox/server.js';
import { listCoupons } from './support.js';

let clock = 0;
const sandbox = await startSandbox({ now: () => clock });
after(() => sandbox.close());

/** @param {string} time */
async function periodsAt(time) {
  clock = Date.parse(time);
  const coupons = await listCoupons(sandbox.url, { memberId: 'SANDBOXPERIOD' }, { timestamp: String(clock) });
  return Object.fromEntries(coupons.map(({ cpnName, begDate, endDate }) => [cpnName, [begDate, endDate]]));
}

test('today is the day in UTC+8, and the dates of the coupons follow it', async () => {
  const before = await periodsAt('2024-02-28T15:59:59.999Z');
  assert.deepEqual(before['仅今天有效的券'], ['2024-02-28', '2024-02-28']);

  const later = await periodsAt('2024-02-28T16:00:00.000Z');
  assert.deepEqual(later['仅今天有效的券'], ['2024-02-29', '2024-02-29']);
});

test('there are coupons that begin tomorrow, begin today, end today and ended yesterday', async () => {
  const periods = await periodsAt('2023-12-31T18:00:00Z');
  assert.equal(periods['明天开始的券'][0], '2024-01-02');
  assert.equal(periods['今天开始的券'][0], '2024-01-01');
  assert.equal(periods['今天到期的券'][1], '2024-01-01');
  assert.equal(periods['昨天到期但状态未使用的券'][1], '2023-12-31');
});

test('there is a coupon that begins next year', async () => {
  const periods = await periodsAt('2023-06-15T04:00:00Z');
  assert.ok(Object.values(periods).some(([begins]) => begins?.startsWith('2024-')));
});

test('the expired coupon still has the status of an unused one', async () => {
  const coupons = await listCoupons(sandbox.url, { memberId: 'SANDBOXPERIOD' }, { timestamp: String(clock) });
  assert.equal(coupons.find(({ cpnName }) => cpnName === '昨天到期但状态未使用的券')?.status, 0);
});
