import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check } from './check.js';
import * as coupons from './entry.js';
import { unreachable } from './unreachable.js';

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
