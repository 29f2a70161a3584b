// @ts-check
// The defaults of the options are those that the guides and the types state.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { load } from './unit.js';

/** @type {typeof import('../../js/gateway/settings.ts')} */
const { readSettings } = await load('settings.ts');

const REQUIRED = { baseUrl: 'http://crm.invalid/v1', channel: 'c', cipher: { key: '12345678' }, authorize: () => null };
const COUNTS = {
  rateLimit: { requests: 60, seconds: 60 },
  concurrency: 16,
  queue: 64,
  cache: { ttlMs: 3_000, maxBytes: 16_777_216 },
  circuitBreaker: { failures: 5, percent: 50, windowMs: 10_000, resetMs: 10_000 },
  totalTimeoutMs: 30_000,
  timeoutMs: 10_000,
  bodyTimeoutMs: 5_000,
  authorizeTimeoutMs: 5_000,
};
/** The options of `COUNTS` that the table of the guides has. */
const IN_GUIDES = ['rateLimit', 'concurrency', 'queue', 'cache', 'circuitBreaker', 'totalTimeoutMs', 'timeoutMs'];

const read = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const within = (/** @type {object} */ all, /** @type {string[]} */ names) =>
  Object.fromEntries(names.map((name) => [name, /** @type {Record<string, unknown>} */ (all)[name]]));

/** The values in a cell of a table: objects, and texts or numbers between commas. @param {string} cell */
const values = (cell) =>
  [...cell.matchAll(/\{.*?\}|[^,、\s][^,、]*/g)].map(([value]) =>
    /^\d+$/.test(value) ? Number(value) : value.startsWith('{') ? JSON.parse(value.replaceAll(/\w+(?=:)/g, '"$&"')) : value,
  );

test('an option that is absent has its default, and so has each absent field of an option', () => {
  assert.deepEqual(within(readSettings(REQUIRED), Object.keys(COUNTS)), COUNTS);
  const given = { rateLimit: { seconds: 7 }, cache: { ttlMs: 7 }, circuitBreaker: { percent: 7, windowMs: 8 } };
  assert.deepEqual(within(readSettings({ ...REQUIRED, ...given }), Object.keys(given)), {
    rateLimit: { requests: 60, seconds: 7 },
    cache: { ttlMs: 7, maxBytes: 16_777_216 },
    circuitBreaker: { failures: 5, percent: 7, windowMs: 8, resetMs: 10_000 },
  });
});

for (const guide of ['docs/gateway.md', 'docs/zh-CN/gateway.md']) {
  test(`${guide} states the defaults`, async () => {
    const rows = [...(await read(guide)).matchAll(/^\| ((?:`\w+`[,、 ]*)+) \| (.+?) \| .+ \|$/gm)];
    const stated = rows.flatMap(([, options = '', cell = '']) => {
      const found = values(cell.replaceAll('`', ''));
      return [...options.matchAll(/\w+/g)].map(([option], at) => [option, found[at]]);
    });
    assert.deepEqual(within(Object.fromEntries(stated), IN_GUIDES), within(COUNTS, IN_GUIDES));
  });
}

test('the types state the defaults', async () => {
  const stated = [...(await read('js/gateway/types.ts')).matchAll(/@defaultValue (\d+)\n\s+\*\/\n\s+(\w+)\?:/g)].map(([, value, name = '']) => [
    name,
    Number(value),
  ]);
  const { rateLimit, cache, circuitBreaker, ...others } = COUNTS;
  const expected = { ...rateLimit, ...cache, ...circuitBreaker, ...others };
  assert.deepEqual(within(Object.fromEntries(stated), Object.keys(expected)), expected);
});
