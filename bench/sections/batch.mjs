// @ts-check
import { median, NS_PER_MS, percent, table } from '../figures.mjs';
import * as batch from '../parts/batch.mjs';
import { count } from '../units.mjs';

const MS_PER_S = 1e3;

export const wanted = { part: batch.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Batch

${count(batch.MEMBERS)} members at a server with a latency of ${batch.LATENCY_MS} ms, but at most ${batch.MOST_WAVES} for each call at the same time; ${batch.ROUNDS} rounds,
for the growth ${batch.GROWTH_ROUNDS}. Node uses HTTP/1.1, Chromium HTTP/2, because over HTTP/1.1 a browser sends at most 6 requests to one
server at a time. Bare \`fetch\` sends ${batch.BARE_WAVES} times as many requests as the concurrency, but not more than there are members. The
host, the network and the server’s clock add to the ${batch.LATENCY_MS} ms, which bare \`fetch\` shows. The last wave of members may be partly
filled: “at most” is the share without any other loss.

${shares(run)}`;

/** @param {import('../compared.mjs').Compared} run */
function shares(run) {
  const share = (/** @type {number} */ nanoseconds) => (batch.LATENCY_MS * NS_PER_MS) / nanoseconds;
  const withSpread = (/** @type {number[]} */ times) =>
    `${percent(share(median(times)))} (${percent(share(Math.max(...times)))}–${percent(share(Math.min(...times)))})`;
  const rows = batch.CONCURRENCIES.map((size) => [
    size,
    percent(batch.mostShare(size)),
    ...['Node', 'Chromium'].flatMap((host) => {
      const [client, bare] = [batch.CLIENT, batch.BARE].map(
        (contender) => run.one({ part: batch.PART, what: batch.RATE, host, size, contender })?.samples ?? [],
      );
      return [((share(median(client)) * size * MS_PER_S) / batch.LATENCY_MS).toFixed(1), withSpread(client), withSpread(bare)];
    }),
  ]);
  return table(['concurrency', 'at most', ...['Node', 'Chromium'].flatMap((host) => [`${host}: calls/s`, 'of concurrency / 50 ms', 'bare `fetch`'])], rows);
}
