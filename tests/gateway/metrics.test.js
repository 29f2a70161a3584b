// @ts-check
// The metrics count each request and each attempt once, however many there are between two readings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayOf } from './in-process.js';

test('requests and attempts are counted once, before and after the metrics are read, even if the log changes its lines', async () => {
  const log = (/** @type {any} */ line) => Object.assign(line, { route: 'K1H93QDKI00B7', status: undefined, durationMs: 'soon' });
  const { ask, gateway } = gatewayOf({ metrics: () => true, rateLimit: { requests: 1_000 }, log });
  const counts = async () => {
    const text = await (await gateway(new Request('http://gateway.invalid/coupons/metrics'))).text();
    const valueOf = (/** @type {RegExp} */ line) => Number(line.exec(text)?.[1]);
    return [
      valueOf(/^houcaller_gateway_requests_total\{route="listCpnItemByMember",status="200",outcome="answered"\} (\d+)$/m),
      valueOf(/^houcaller_gateway_request_duration_seconds_count\{route="listCpnItemByMember"\} (\d+)$/m),
      valueOf(/^houcaller_gateway_crm_attempts_total\{outcome="success"\} (\d+)$/m),
      valueOf(/^houcaller_gateway_crm_attempt_duration_seconds_count (\d+)$/m),
    ];
  };
  let all = 0;
  for (const more of [1, 31, 32, 70, 1]) {
    for (let each = 0; each < more; each += 1) assert.equal((await ask()).status, 200);
    all += more;
    assert.deepEqual(await counts(), [all, all, all, all]);
  }
});
