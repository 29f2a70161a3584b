// @ts-check
// The performance goals, and whether a run reached them.
import { BEFORE, NO_WASM, OURS } from './compared.mjs';
import { median, NS_PER_MS, percent } from './figures.mjs';
import * as batch from './parts/batch.mjs';
import * as call from './parts/call.mjs';
import * as decode from './parts/decode.mjs';
import * as desk from './parts/desk.mjs';
import * as encrypt from './parts/encrypt.mjs';
import * as start from './parts/start.mjs';
import { ASKED_EARLY, GATEWAY_CLIENT, LIST, PARAM, RIVAL, SLIM_PRELOADED } from './start-pages.mjs';

/**
 * @typedef {import('./compared.mjs').Compared} Compared
 * @typedef {{ value: number, words: string, reached: boolean }} Reached
 * @typedef {{ what: string, goal: string, hosts: string[], reached: (run: Compared, host: string) => Reached }} Goal
 */

const HOSTS = ['Node', 'Chromium'];
const [SMALL, , LARGE] = encrypt.SIZES;
const JAVASCRIPT = encrypt.IN_EVERY_HOST.filter((name) => name !== OURS && name !== BEFORE);
const DECODED = 10_000;
const COUPONS = 8;
const START = { part: start.PART, host: 'Chromium', size: start.QUERY_BYTES };
/** At most 5 % slower: the times of one page vary by that much. */
const NO_SLOWER = 1 / 1.05;
const STARTS = [
  ...[OURS, SLIM_PRELOADED, NO_WASM].map((contender, index) => ({
    what: index ? '' : 'start to first `param`, Slow 4G',
    goal: `${contender} no more than 5 % slower than ${RIVAL}`,
    ...{ page: PARAM, contender, least: NO_SLOWER },
  })),
  ...[GATEWAY_CLIENT, ASKED_EARLY].map((contender, index) => ({
    what: index ? '' : 'start to the coupons on the page, Slow 4G',
    goal: `${contender} faster than ${RIVAL}`,
    ...{ page: LIST, contender, least: undefined },
  })),
];
const LEAST_OF_CALLS = { 'crypto-js + axios': 2, 'des.js + ofetch': 1 };

/**
 * @param {number} value
 * @param {number} least
 * @param {string} [beside]
 * @returns {Reached}
 */
const timesAsFast = (value, least, beside) => ({ value, words: `${value.toFixed(2)} ×${beside ? `, ${beside}` : ''}`, reached: value >= least });

/** @param {number} value */
const faster = (value) => ({ ...timesAsFast(value, 1), reached: value > 1 });

/**
 * @param {string} what
 * @param {number} size
 * @param {number} least
 */
const beatsTheFastest = (what, size, least) => (/** @type {Compared} */ run, /** @type {string} */ host) => {
  const wanted = { part: encrypt.PART, what, size, host };
  const fastest = run.fastest(wanted, JAVASCRIPT);
  return timesAsFast(run.ratio(wanted, fastest), least, fastest);
};

/**
 * @param {string} what
 * @param {number} size
 * @param {string} contender
 * @param {number} least
 * @param {string} [contendersHost]
 */
const beats = (what, size, contender, least, contendersHost) => (/** @type {Compared} */ run, /** @type {string} */ host) =>
  timesAsFast(run.ratio({ part: encrypt.PART, what, size, host }, contender, contendersHost), least);

/** @type {Goal[]} */
export const goals = [
  {
    what: 'encrypt 28 bytes, key per call',
    goal: 'no slower than the fastest in JavaScript',
    hosts: HOSTS,
    reached: beatsTheFastest(encrypt.KEY_PER_CALL, SMALL, 1),
  },
  {
    what: 'encrypt 28 bytes, cached schedule',
    goal: '≥ 1.3 × the fastest in JavaScript',
    hosts: HOSTS,
    reached: beatsTheFastest(encrypt.CACHED, SMALL, 1.3),
  },
  {
    what: 'encrypt 1 MiB',
    goal: '≥ 4 × the fastest in JavaScript',
    hosts: HOSTS,
    reached: beatsTheFastest(encrypt.KEY_PER_CALL, LARGE, 4),
  },
  { what: '', goal: '≥ 0.6 × the native `des` crate', hosts: HOSTS, reached: beats(encrypt.KEY_PER_CALL, LARGE, encrypt.DES_CRATE, 0.6, 'native') },
  {
    what: 'decode 10,000 coupons',
    goal: '≤ 1.25 × the time of `JSON.parse` alone',
    hosts: HOSTS,
    reached: (run, host) => {
      const value = 1 / run.ratio({ part: decode.PART, what: decode.TIME, size: DECODED, host }, decode.BARE);
      return { value, words: `${value.toFixed(2)} ×`, reached: value <= 1.25 };
    },
  },
  ...['zod', 'valibot'].map((contender) => ({
    what: '',
    goal: `faster than ${contender}`,
    hosts: HOSTS,
    reached: (/** @type {Compared} */ run, /** @type {string} */ host) =>
      faster(run.ratio({ part: decode.PART, what: decode.TIME, size: DECODED, host }, contender)),
  })),
  ...Object.entries(LEAST_OF_CALLS).map(([contender, least], index) => ({
    what: index ? '' : 'whole call from memory, 8 coupons',
    goal: `${least === 1 ? 'no slower than' : `≥ ${least} ×`} ${contender}`,
    hosts: HOSTS,
    reached: (/** @type {Compared} */ run, /** @type {string} */ host) =>
      timesAsFast(run.ratio({ part: call.PART, what: call.MEMORY, size: COUPONS, host }, contender), least),
  })),
  ...STARTS.map(({ what, goal, page, contender, least }) => ({
    what,
    goal,
    hosts: ['Chromium'],
    reached: (/** @type {Compared} */ run) => {
      const of = (/** @type {string} */ cache) => run.ratio({ ...START, what: start.measured(page, cache), contender }, RIVAL);
      const [cold, warm] = [of(start.COLD), of(start.WARM)];
      const value = Math.min(cold, warm);
      return { value, words: `${cold.toFixed(2)} × cold, ${warm.toFixed(2)} × warm`, reached: least === undefined ? value > 1 : value >= least };
    },
  })),
  ...desk.SLOWDOWNS.map((size, index) => ({
    what: index ? '' : 'desk, a batch of 2,000 members',
    goal: `no task over ${desk.LONG_TASK_MS} ms${size === 1 ? '' : ` with a ${size} × CPU slow-down`}`,
    hosts: ['Chromium'],
    reached: (/** @type {Compared} */ run) => {
      const longest = run.one({ part: desk.PART, what: desk.LONGEST_TASK, size });
      const value = longest ? Math.max(...longest.samples) / NS_PER_MS : Number.NaN;
      return { value, words: value === 0 ? 'none' : `${value.toFixed(0)} ms`, reached: value <= desk.LONG_TASK_MS };
    },
  })),
  {
    what: 'batch, concurrency 1 to 32',
    goal: '≥ 95 % of concurrency / latency',
    hosts: HOSTS,
    reached: (run, host) => {
      const least = (/** @type {string} */ contender) => {
        const results = run.all({ part: batch.PART, what: batch.RATE, host, contender });
        return results.length > 0 ? Math.min(...results.map(({ samples }) => (batch.LATENCY_MS * NS_PER_MS) / median(samples))) : NaN;
      };
      const [value, bare] = [least(batch.CLIENT), least(batch.BARE)];
      return { value, words: `${percent(value)} at least; bare \`fetch\` ${percent(bare)}`, reached: value >= 0.95 };
    },
  },
];
