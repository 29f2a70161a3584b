// @ts-check
// Only timestamps, dates and log lines may use the wall clock. Durations must use a monotonic clock.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READS_CLOCK = /\bDate\.now\b|\bnew Date\(\)|\bDate::now\b/;
const COMMENT = /^\s*(\/\/|\/?\*)/;

// The files that may use the wall clock, with the reason.
const ALLOWED = [
  ['js/gateway/gateway.ts', 'the time of a log line'],
  ['js/host.js', 'a host without any other clock'],
  ['src/client/envelope.rs', 'the timestamp'],
  ['src/client/transport.rs', 'a Retry-After with a date, if the answer has no Date'],
  ['src/coupon/facts.rs', 'the moment at which a coupon is judged'],
];

test('no other file reads the wall clock', () => {
  const reading = ['js', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|ts|rs)$/.test(name))
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .filter((line) => READS_CLOCK.test(line) && !COMMENT.test(line))
          .map(() => file),
      ),
  );
  assert.deepEqual(
    reading.sort(),
    ALLOWED.map(([file]) => file),
  );
});
