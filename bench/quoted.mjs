// @ts-check
// The sentence about speed in each README, which a whole run writes there.
import { median, NS_PER_MS } from './figures.mjs';
import { OURS } from './compared.mjs';
import * as call from './parts/call.mjs';
import * as start from './parts/start.mjs';
import { ASKED_EARLY, GATEWAY_CLIENT, LIST, RIVAL } from './start-pages.mjs';

/** How the sentence begins in each README, which is where it is found. */
export const OPENINGS = { 'README.md': 'By `npm run bench`, ', 'README.zh-CN.md': '`npm run bench` 的结果：' };

/** The sentence follows the line that contains this. */
const PLACE = '`npm run size`';
const COUPONS = 8;
const MS_PER_S = 1e3;

/**
 * @param {import('./compared.mjs').Compared} run
 * @returns {Record<keyof typeof OPENINGS, string>}
 */
export function sentences(run) {
  const inEach = (/** @type {(host: string) => number} */ figure) => ['Node', 'Chromium'].map((host) => figure(host).toFixed(2));
  const [asFast, fromMemory] = [call.LOOPBACK, call.MEMORY].map((what) => inEach((host) => run.ratio({ part: call.PART, what, size: COUPONS, host }, RIVAL)));
  const seconds = (/** @type {string} */ contender) => {
    const wanted = { part: start.PART, what: start.measured(LIST, start.COLD), size: start.QUERY_BYTES, contender };
    return (median(run.one(wanted)?.samples ?? []) / NS_PER_MS / MS_PER_S).toFixed(2);
  };
  const [direct, gateway, early, rival] = [OURS, GATEWAY_CLIENT, ASKED_EARLY, RIVAL].map(seconds);
  const results = 'bench/RESULTS.md';
  return {
    'README.md': `${OPENINGS['README.md']}a call is ${asFast[0]} × (Node) and ${asFast[1]} × (Chromium) as fast as with crypto-js and axios against a server on the same machine, and ${fromMemory[0]} × and ${fromMemory[1]} × when answered from memory; on a slow phone with an empty cache the coupons are on the page after ${direct} s, through a gateway after ${gateway} s, or ${early} s if [the HTML sends the request](docs/size.md#a-page-that-starts-sooner), and with crypto-js and axios after ${rival} s ([all results](${results})).`,
    'README.zh-CN.md': `${OPENINGS['README.zh-CN.md']}请求本机的服务器时，一次调用的速度是 crypto-js 加 axios 的 ${asFast[0]} 倍（Node）和 ${asFast[1]} 倍（Chromium）；响应直接来自内存时，是 ${fromMemory[0]} 倍和 ${fromMemory[1]} 倍。慢速手机、缓存为空时，优惠券在 ${direct} 秒后显示出来，经网关为 ${gateway} 秒，[在 HTML 中先发请求](docs/size.md#a-page-that-starts-sooner)时为 ${early} 秒，crypto-js 加 axios 为 ${rival} 秒（[全部结果](${results})，英文）。`,
  };
}

/**
 * The README with the sentence in its place.
 *
 * @param {string} readme
 * @param {string} opening
 * @param {string} sentence
 */
export function withSentence(readme, opening, sentence) {
  const lines = readme.split('\n').filter((line) => !line.startsWith(opening));
  const place = lines.findIndex((line) => line.includes(PLACE));
  if (place < 0) throw new Error(`the README: expected a line with ${PLACE}, found none`);
  return lines.toSpliced(place + 1, 0, sentence).join('\n');
}
