// @ts-check
import { exponent, OURS } from '../compared.mjs';
import { table } from '../figures.mjs';
import * as batch from '../parts/batch.mjs';
import * as call from '../parts/call.mjs';
import * as decode from '../parts/decode.mjs';
import * as encrypt from '../parts/encrypt.mjs';
import * as start from '../parts/start.mjs';
import { PARAM } from '../start-pages.mjs';
import { bytes, count, coupons } from '../units.mjs';
import { WAYS } from './encrypt.mjs';

/** @type {Array<{ title: string, wanted: Partial<import('../rounds.mjs').Result>, unit: (size: number) => string, contender?: string }>} */
const LINES = [
  ...Object.entries(WAYS).map(([what, title]) => ({ title: `encrypt, ${title}`, wanted: { part: encrypt.PART, what }, unit: bytes })),
  { title: 'whole call, loopback', wanted: { part: call.PART, what: call.LOOPBACK }, unit: coupons },
  { title: 'whole call, from memory', wanted: { part: call.PART, what: call.MEMORY }, unit: coupons },
  { title: 'decode, time', wanted: { part: decode.PART, what: decode.TIME }, unit: coupons },
  { title: 'the same, `JSON.parse` alone', wanted: { part: decode.PART, what: decode.TIME }, unit: coupons, contender: decode.BARE },
  { title: 'decode, peak memory', wanted: { part: decode.PART, what: decode.MEMORY }, unit: coupons },
  { title: 'start, cold', wanted: { part: start.PART, what: start.measured(PARAM, start.COLD) }, unit: bytes },
  { title: 'batch, concurrency 32', wanted: { part: batch.PART, what: batch.GROWTH }, unit: (size) => `${count(size)} members` },
];

/** @param {import('../compared.mjs').Compared} run */
export function text(run) {
  const rows = LINES.flatMap(({ title, wanted, unit, contender = OURS }) =>
    ['Node', 'Chromium'].flatMap((host) => {
      const results = run.all({ ...wanted, host, contender }).sort((a, b) => a.size - b.size);
      if (results.length < 2) return [];
      return [[title, host, results.map(({ size }) => unit(size)).join(', '), exponent(results).toFixed(2), exponent(results.slice(-2)).toFixed(2)]];
    }),
  );
  return `## Growth

The exponent of the growth with the size, fitted over all sizes, and between the last two, where a call’s fixed cost matters less.

${table(['', 'host', 'sizes', 'exponent', 'of the last two'], rows)}`;
}
