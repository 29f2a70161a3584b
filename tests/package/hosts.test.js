// @ts-check
// Hosts that have a name and not what stands behind it elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CouponClient } from 'houcaller-coupons';
import published from '../../sandbox/published-response.json' with { type: 'json' };

const config = { baseUrl: 'http://crm.invalid/v1', channel: 'hkl-test', cipher: { key: '12345678' }, fetch: async () => Response.json(published) };

for (const [title, value] of Object.entries({ 'without a clock': {}, 'that is null': null, 'that is no object': 1 })) {
  test(`a call succeeds where there is a performance ${title}`, { timeout: 10_000 }, async (t) => {
    const property = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, 'performance'));
    Object.defineProperty(globalThis, 'performance', { value, configurable: true, writable: true });
    t.after(() => Object.defineProperty(globalThis, 'performance', property));
    assert.equal((await new CouponClient(config).listCoupons({ memberId: 'K1H93QDKI00B7' })).length, 8);
  });
}
