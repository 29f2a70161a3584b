// @ts-check
// The package and an independent model agree on random coupons and moments, whatever the host's time zone.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CASES = 100_000;
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'];
const KINDS = [
  ...['usable', 'used', 'expired', 'refunded', 'gifting', 'unknownStatus', 'notYetValid', 'wrongWeekday'],
  ...['outsideHours', 'refused', 'ignored', 'changes', 'final', 'daysLeft', 'lastDay'],
];

// To repeat a failed run, set USABILITY_SEED to the seed that it printed.
const seed = Number(process.env.USABILITY_SEED ?? randomInt(2 ** 32));
const script = fileURLToPath(new URL('compare.js', import.meta.url));

describe(`the model agrees on ${CASES} coupons and moments`, { concurrency: true }, () => {
  for (const zone of ZONES) {
    test(`in ${zone}`, async () => {
      const env = { ...process.env, TZ: zone };
      const { stdout } = await promisify(execFile)(process.execPath, [script, String(seed), String(CASES)], { env });
      const { zone: host, seen, difference } = JSON.parse(stdout);
      assert.equal(host, zone);
      assert.equal(difference, undefined, `USABILITY_SEED=${seed}: ${JSON.stringify(difference, null, 2)}`);
      for (const kind of KINDS) {
        assert.ok(seen[kind] > CASES / 1_000, `USABILITY_SEED=${seed}: too few ${kind}: ${seen[kind]}`);
      }
    });
  }
});
