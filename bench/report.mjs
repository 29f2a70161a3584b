// @ts-check
import { exponent, OURS } from './compared.mjs';
import { median, NS_PER_MS, percent, table } from './figures.mjs';
import { goals } from './goals.mjs';
import * as batch from './parts/batch.mjs';
import * as call from './parts/call.mjs';
import * as decode from './parts/decode.mjs';
import * as encrypt from './parts/encrypt.mjs';
import * as start from './parts/start.mjs';

/**
 * @typedef {import('./rounds.mjs').Result} Result
 * @typedef {import('./compared.mjs').Compared} Compared
 * @typedef {{ title: string, wanted: Partial<Result> }} Case
 */

const UNITS = /** @type {const} */ ([
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
]);
const BYTES_PER_MIB = 2 ** 20;
const MS_PER_S = 1e3;
const WAYS = { [encrypt.KEY_PER_CALL]: 'key per call', [encrypt.CACHED]: 'cached schedule' };

/** @param {number} size */
const count = (size) => size.toLocaleString('en');

/** @param {number} size */
const bytes = (size) => (size >= 2 ** 20 ? `${size / 2 ** 20} MiB` : size >= 2 ** 10 ? `${size / 2 ** 10} KiB` : `${size} bytes`);

/**
 * The median, and in brackets the least and the most.
 *
 * @param {number[]} nanoseconds
 */
function time(nanoseconds) {
  const [middle, least, most] = [median(nanoseconds), Math.min(...nanoseconds), Math.max(...nanoseconds)];
  const [size, unit] = UNITS.find(([size]) => middle >= size) ?? [1, 'ns'];
  return `${digits(middle / size)} ${unit} (${digits(least / size)}–${digits(most / size)})`;
}

/** @param {number} value */
const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/**
 * A row a contender, and for each host its time and how many times as fast ours is.
 *
 * @param {Compared} run
 * @param {Case} of
 */
function contest(run, { title, wanted }) {
  const results = run.all(wanted);
  const hosts = ['Node', 'Chromium'].filter((host) => results.some((result) => result.host === host));
  const natives = results.filter(({ host }) => host === 'native');
  const contenders = [...new Set(results.filter(({ host }) => host !== 'native').map(({ contender }) => contender))];
  const cells = (/** @type {string} */ host, /** @type {string} */ contender) => {
    const result = run.one({ ...wanted, host, contender });
    if (!result) return ['–', '–'];
    return [time(result.samples), contender === OURS ? '' : ratio(run.ratio({ ...wanted, host }, contender))];
  };
  const rows = contenders.map((contender) => [contender, ...hosts.flatMap((host) => cells(host, contender))]);
  const limits = natives.map(({ contender, samples }) => [
    `${contender}, native`,
    ...hosts.flatMap((host) => [time(samples), ratio(run.ratio({ ...wanted, host }, contender, 'native'))]),
  ]);
  return `### ${title}\n\n${table(['', ...hosts.flatMap((host) => [host, 'ours beside it'])], [...rows, ...limits])}`;
}

/** @param {number} size */
const mebibytes = (size) => (size / BYTES_PER_MIB).toFixed(0);

/** @param {number} value */
const ratio = (value) => `${value.toFixed(2)} ×`;

/** @param {Compared} run */
function goalsTable(run) {
  const rows = goals.map(({ what, goal, hosts, reached }) => [
    what,
    goal,
    ...['Node', 'Chromium'].map((host) => {
      if (!hosts.includes(host)) return '';
      const { value, words, reached: isReached } = reached(run, host);
      return Number.isFinite(value) ? `${isReached ? '✓' : '✗'} ${words}` : 'not measured';
    }),
  ]);
  return table(['what', 'goal', 'Node', 'Chromium'], rows);
}

/** @param {Compared} run */
function memory(run) {
  const rows = decode.CONTENDERS.map((contender) => [
    contender,
    ...['Node', 'Chromium'].flatMap((host) =>
      decode.MEMORY_SIZES.map((size) => {
        const result = run.one({ part: decode.PART, what: decode.MEMORY, host, size, contender });
        if (!result) return '–';
        const [middle, least, most] = [median(result.samples), Math.min(...result.samples), Math.max(...result.samples)];
        return `${mebibytes(middle)} (${mebibytes(least)}–${mebibytes(most)})`;
      }),
    ),
  ]);
  const head = ['MiB', ...['Node', 'Chromium'].flatMap((host) => decode.MEMORY_SIZES.map((size) => `${host}, ${count(size)}`))];
  return table(head, rows);
}

/**
 * @param {Compared} run
 * @param {import('./bundles.mjs').StartPage[]} pages
 */
function starts(run, pages) {
  const wanted = { part: start.PART, host: 'Chromium', size: start.QUERY_BYTES };
  const rows = pages.map(({ name, bytes: { minified, gzip, brotli } }) => [
    name,
    ...[start.COLD, start.WARM].flatMap((what) => [
      time(run.one({ ...wanted, what, contender: name })?.samples ?? []),
      name === OURS ? '' : ratio(run.ratio({ ...wanted, what }, name)),
    ]),
    ...[minified, gzip, brotli].map(count),
  ]);
  return table(['', 'cold', 'ours beside it', 'warm', 'ours beside it', 'minified', 'gzip', 'brotli'], rows);
}

/** @param {Compared} run */
function batches(run) {
  const share = (/** @type {number} */ nanoseconds) => (batch.LATENCY_MS * NS_PER_MS) / nanoseconds;
  const shares = (/** @type {number[]} */ times) =>
    `${percent(share(median(times)))} (${percent(share(Math.max(...times)))}–${percent(share(Math.min(...times)))})`;
  const rows = batch.CONCURRENCIES.map((size) => [
    size,
    percent(batch.mostShare(size)),
    ...['Node', 'Chromium'].flatMap((host) => {
      const [client, bare] = [batch.CLIENT, batch.BARE].map(
        (contender) => run.one({ part: batch.PART, what: batch.RATE, host, size, contender })?.samples ?? [],
      );
      return [((share(median(client)) * size * MS_PER_S) / batch.LATENCY_MS).toFixed(1), shares(client), shares(bare)];
    }),
  ]);
  return table(['concurrency', 'at most', ...['Node', 'Chromium'].flatMap((host) => [`${host}: calls/s`, 'of concurrency / 50 ms', 'bare `fetch`'])], rows);
}

/** @param {Compared} run */
function growth(run) {
  /** @type {Array<{ title: string, wanted: Partial<Result>, unit: (size: number) => string, contender?: string }>} */
  const lines = [
    ...Object.entries(WAYS).map(([what, title]) => ({ title: `encrypt, ${title}`, wanted: { part: encrypt.PART, what }, unit: bytes })),
    { title: 'whole call, loopback', wanted: { part: call.PART, what: call.LOOPBACK }, unit: coupons },
    { title: 'whole call, from memory', wanted: { part: call.PART, what: call.MEMORY }, unit: coupons },
    { title: 'decode, time', wanted: { part: decode.PART, what: decode.TIME }, unit: coupons },
    { title: 'the same, `JSON.parse` alone', wanted: { part: decode.PART, what: decode.TIME }, unit: coupons, contender: decode.BARE },
    { title: 'decode, peak memory', wanted: { part: decode.PART, what: decode.MEMORY }, unit: coupons },
    { title: 'start, cold', wanted: { part: start.PART, what: start.COLD }, unit: bytes },
    { title: 'batch, concurrency 32', wanted: { part: batch.PART, what: batch.GROWTH }, unit: (size) => `${count(size)} members` },
  ];
  const rows = lines.flatMap(({ title, wanted, unit, contender = OURS }) =>
    ['Node', 'Chromium'].flatMap((host) => {
      const results = run.all({ ...wanted, host, contender }).sort((a, b) => a.size - b.size);
      if (results.length < 2) return [];
      return [[title, host, results.map(({ size }) => unit(size)).join(', '), exponent(results).toFixed(2), exponent(results.slice(-2)).toFixed(2)]];
    }),
  );
  return table(['', 'host', 'sizes', 'exponent', 'of the last two'], rows);
}

/** @param {number} size */
const coupons = (size) => `${count(size)} coupons`;

/**
 * The results as Markdown; of parts that were not measured nothing is said.
 *
 * @param {object} told
 * @param {Compared} told.run
 * @param {import('./bundles.mjs').StartPage[]} told.pages
 * @param {string[]} told.versions
 * @param {string} told.machine
 * @param {number} told.rounds
 * @param {Record<string, string>} told.packages versions by name
 */
export function report({ run, pages, versions, machine, rounds, packages }) {
  const cases = (/** @type {Case[]} */ all) => all.map((of) => contest(run, of)).join('\n\n');
  /** @type {Array<{ wanted: Partial<Result>, text: () => string }>} */
  const sections = [
    {
      wanted: { part: encrypt.PART },
      text: () => `## encryptParam

A query as JSON to upper-case hex in single DES, ECB, PKCS#5; every outcome is compared with OpenSSL’s before anything is measured. Without a flag
Node’s OpenSSL has no single DES: triple DES under one key three times gives the same, for three times the work on each block. des.js fills with zeros: PKCS#5 is added by hand.
To keep a schedule, each is used in a way that its documentation may not tell. The native programs do the same without JavaScript, OpenSSL with its legacy provider.

${cases(encrypt.SIZES.flatMap((size) => Object.entries(WAYS).map(([what, way]) => ({ title: `${bytes(size)}, ${way}`, wanted: { part: encrypt.PART, what, size } }))))}`,
    },
    {
      wanted: { part: call.PART },
      text: () => `## The whole call

\`listCoupons\` against the sandbox on the same machine, and with a \`fetch\` that has the answer at hand. The hand-written ones encrypt with a schedule that is kept, ask with a time-out and make the same
checks of each coupon; they do not look for malformed UTF-8, and they neither honour \`Retry-After\` nor keep ids out of their errors. Bare \`fetch\` sends one body over and over.

${cases(
  Object.entries({ [call.LOOPBACK]: 'loopback', [call.MEMORY]: 'from memory' }).flatMap(([what, way]) =>
    [...call.MEMBERS.keys()].map((size) => ({ title: `${coupons(size)}, ${way}`, wanted: { part: call.PART, what, size } })),
  ),
)}`,
    },
    {
      wanted: { part: decode.PART, what: decode.TIME },
      text: () => `## Decoding

The text of an answer to coupons whose fields are checked: zod and valibot with schemas of the same shape, and ours by a whole \`listCoupons\`, since the step that does this is inside its
module. Its \`fetch\` has an answer at hand, and the host’s decoder of UTF-8 is replaced by one that has the text at hand: so all are given the same. What remains of the call around the
step, its query, envelope, timers and waits, is measured with it, and most of what is measured where there are 8 coupons.

${cases(decode.SIZES.map((size) => ({ title: coupons(size), wanted: { part: decode.PART, what: decode.TIME, size } })))}`,
    },
    {
      wanted: { part: decode.PART, what: decode.MEMORY },
      text: () => `## Decoding: the most memory

By how much the process grew at its peak while it decoded once, not counting the text and what it had before, in MiB; each in a process of its own, ${decode.MEMORY_ROUNDS} rounds.

${memory(run)}`,
    },
    {
      wanted: { part: start.PART },
      text: () => `## Start

From navigation to the first \`param\` in Chromium, 4 × CPU slow-down and DevTools’ “Slow 4G”, with an empty cache, and after a visit that left its files. Bundled by esbuild, sent with
brotli; each page can list coupons too. Bytes are those of the script, and of the WebAssembly where it is apart. Its growth has ${start.GROWTH_ROUNDS} rounds.

${starts(run, pages)}`,
    },
    {
      wanted: { part: batch.PART },
      text: () => `## Batch

${count(batch.MEMBERS)} members of a server that takes ${batch.LATENCY_MS} ms. Timed by a clock, ${batch.ROUNDS} rounds, its growth ${batch.GROWTH_ROUNDS}. Node asks over HTTP/1.1, Chromium over HTTP/2, since over HTTP/1.1 a browser
has no more than 6 requests to one server under way. Bare \`fetch\` asks ${batch.BARE_WAVES} times the concurrency, which fills every place, and at 32 as often as there are members. On top of the 50 ms comes what the host, the network and the server’s clock need by themselves, which bare \`fetch\` shows;
and the last of the members do not fill every place: “at most” is what is left without any loss.

${batches(run)}`,
    },
  ];
  const measured = sections.filter(({ wanted }) => run.all(wanted).length > 0).map(({ text }) => text());
  return `# Measured beside what people would use instead

\`npm run bench\` prints this. ${rounds} rounds, where a section does not say otherwise; in each, every contender is measured once, one at a time and each round in another order: in Node
and in Chromium by mitata, natively by a loop and a clock. Medians of the rounds, and in brackets the least and the most. “Ours beside it” is the median of the ratios of each
round, how many times as fast ours is: what else the machine does meanwhile hits all alike. ${machine}; ${versions.join('; ')}.

![How many times as fast](results.svg)

## Goals

${goalsTable(run)}

${measured.join('\n\n')}

## Growth

The exponent of a power of the size, fitted over all sizes, and between the last two, where what a call costs by itself counts less.

${growth(run)}

Packages: ${Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.
`;
}
