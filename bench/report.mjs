// @ts-check
// Writes the benchmark's report in Markdown.
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
 * The median, and in brackets the minimum and the maximum.
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
 * A table with a row for each contender: its time in each host, and how many times as fast the package is.
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
  return `### ${title}\n\n${table(['', ...hosts.flatMap((host) => [host, 'ratio'])], [...rows, ...limits])}`;
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
  return table(['', 'cold', 'ratio', 'warm', 'ratio', 'minified', 'gzip', 'brotli'], rows);
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
 * The results as Markdown. Parts that were not measured are left out.
 *
 * @param {object} options
 * @param {Compared} options.run
 * @param {import('./bundles.mjs').StartPage[]} options.pages
 * @param {string[]} options.versions
 * @param {string} options.machine
 * @param {number} options.rounds
 * @param {Record<string, string>} options.packages versions by name
 */
export function report({ run, pages, versions, machine, rounds, packages }) {
  const cases = (/** @type {Case[]} */ all) => all.map((of) => contest(run, of)).join('\n\n');
  /** @type {Array<{ wanted: Partial<Result>, text: () => string }>} */
  const sections = [
    {
      wanted: { part: encrypt.PART },
      text: () => `## encryptParam

Each contender encrypts a query as JSON to upper-case hex with single DES, ECB and PKCS#5. Before the measurement its result
is compared with OpenSSL’s. Node’s OpenSSL has no single DES without a flag, so it uses triple DES with the same key three
times, which gives the same result for three times the work. des.js supports only zero padding, so PKCS#5 is added by hand.
Some contenders cache the key schedule in a way that they do not document. The native programs do the same without
JavaScript, OpenSSL with its legacy provider.

${cases(encrypt.SIZES.flatMap((size) => Object.entries(WAYS).map(([what, way]) => ({ title: `${bytes(size)}, ${way}`, wanted: { part: encrypt.PART, what, size } }))))}`,
    },
    {
      wanted: { part: call.PART },
      text: () => `## The whole call

\`listCoupons\` against the sandbox on the same machine, and with a \`fetch\` that answers from memory. The hand-written
contenders encrypt with a cached key schedule, call with a time-out and make the same checks of each coupon. They do not
check for malformed UTF-8, do not respect \`Retry-After\` and do not keep ids out of their errors. Bare \`fetch\` sends the same
body every time.

${cases(
  Object.entries({ [call.LOOPBACK]: 'loopback', [call.MEMORY]: 'from memory' }).flatMap(([what, way]) =>
    [...call.MEMBERS.keys()].map((size) => ({ title: `${coupons(size)}, ${way}`, wanted: { part: call.PART, what, size } })),
  ),
)}`,
    },
    {
      wanted: { part: decode.PART, what: decode.TIME },
      text: () => `## Decoding

Each contender decodes the text of an answer to coupons with checked fields. zod and valibot use schemas of the same shape.
The package runs a whole \`listCoupons\`, because its decoder is inside the module: its \`fetch\` returns a prepared answer, and
the host’s UTF-8 decoder is replaced by one that returns the prepared text, so that all contenders start from the same text.
The rest of that call (query, envelope, timers and waits) is part of the measured time, and most of it for 8 coupons.

${cases(decode.SIZES.map((size) => ({ title: coupons(size), wanted: { part: decode.PART, what: decode.TIME, size } })))}`,
    },
    {
      wanted: { part: decode.PART, what: decode.MEMORY },
      text: () => `## Decoding: peak memory

The growth of the process to its peak while it decodes once, in MiB, without the text and the memory in use before. Each
measurement has its own process; ${decode.MEMORY_ROUNDS} rounds.

${memory(run)}`,
    },
    {
      wanted: { part: start.PART },
      text: () => `## Start

The time from navigation to the first \`param\` in Chromium, with a 4 × CPU slow-down and DevTools’ “Slow 4G”: cold, with an
empty cache, and warm, after one visit. Each page is bundled with esbuild, is sent with brotli and can list coupons too. The
bytes are those of the script, and of the WebAssembly if it is a separate file. The growth has ${start.GROWTH_ROUNDS} rounds.

${starts(run, pages)}`,
    },
    {
      wanted: { part: batch.PART },
      text: () => `## Batch

${count(batch.MEMBERS)} members at a server with a latency of ${batch.LATENCY_MS} ms; ${batch.ROUNDS} rounds, for the growth ${batch.GROWTH_ROUNDS}. Node uses HTTP/1.1, Chromium HTTP/2,
because over HTTP/1.1 a browser sends at most 6 requests to one server at a time. Bare \`fetch\` sends ${batch.BARE_WAVES} times as many requests
as the concurrency, but not more than there are members. The host, the network and the server’s clock add to the ${batch.LATENCY_MS} ms,
which bare \`fetch\` shows. The last wave of members may be partly filled: “at most” is the share without any other loss.

${batches(run)}`,
    },
  ];
  const measured = sections.filter(({ wanted }) => run.all(wanted).length > 0).map(({ text }) => text());
  return `# Benchmark: the package compared with alternatives

\`npm run bench\` prints this. There are ${rounds} rounds unless a section says otherwise. Each round measures every contender once, one at
a time and in a random order: with mitata in Node and Chromium, with a loop and a clock in native code. The figures are
medians of the rounds, with the minimum and the maximum in brackets. “Ratio” is how many times as fast the package is: the
median of the ratios of each round, because other load on the machine affects all contenders alike. ${machine}; ${versions.join('; ')}.

![How many times as fast](results.svg)

## Goals

${goalsTable(run)}

${measured.join('\n\n')}

## Growth

The exponent of the growth with the size, fitted over all sizes, and between the last two, where a call’s fixed cost matters less.

${growth(run)}

Packages: ${Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.
`;
}
