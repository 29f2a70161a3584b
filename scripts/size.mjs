// @ts-check
// Prints the sizes of the entry points in dist/, minified and compressed, and those that exceed their budget in size-budget.json.
// An exceeded budget fails tests/package/size.test.js, not this script. --write stores the present sizes as the budget.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { textOf } from './build/inlined-wasm.mjs';
import { isMain } from './is-main.mjs';
import { root } from './run.mjs';
import { main, say } from './say.mjs';

/** @typedef {{ minified: number, gzip: number, brotli: number }} Size in bytes; gzip at level 9, brotli at level 11 */
/** @typedef {Record<string, Record<string, Size>>} Sizes By entry and part. */

// The tolerance above the budget, because the outputs of two compilers for the same source differ by up to 1 %.
export const TOLERANCE = 0.02;
const BUDGET = join(root, 'scripts', 'size-budget.json');
const ENCODINGS = /** @type {const} */ (['minified', 'gzip', 'brotli']);

/**
 * @param {string} dist
 * @returns {Promise<Sizes>}
 */
export async function measure(dist) {
  const [inlined = '', slim = '', client = '', withoutWasm = '', engine = '', clientWithoutWasm = '', engineOfClient = '', wasm] = await Promise.all([
    readFile(join(dist, 'index.js'), 'utf8'),
    readFile(join(dist, 'slim.js'), 'utf8'),
    readFile(join(dist, 'gateway-client.js'), 'utf8'),
    readFile(join(dist, 'no-wasm.js'), 'utf8'),
    readFile(join(dist, 'engine.js'), 'utf8'),
    readFile(join(dist, 'gateway-client-no-wasm.js'), 'utf8'),
    readFile(join(dist, 'engine-without-cipher.js'), 'utf8'),
    readFile(join(dist, 'houcaller_coupons_bg.wasm')),
  ]);
  const inlinedWasm = JSON.stringify(textOf(wasm));
  const [before, after, ...more] = inlined.split(inlinedWasm);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error('dist/index.js: expected the module as text exactly once, found something else; run npm run build');
  }
  const script = sizeOf(slim);
  const module = sizeOf(wasm);
  return {
    'houcaller-coupons': { JavaScript: sizeOf(before + after), 'WebAssembly as text': sizeOf(inlinedWasm), 'in all, compressed as one': sizeOf(inlined) },
    'houcaller-coupons/slim': { JavaScript: script, WebAssembly: module, 'in all': sum(script, module) },
    'houcaller-coupons/gateway-client': { 'in all, compressed as one': sizeOf(client) },
    'houcaller-coupons/no-wasm': { 'in all': sum(sizeOf(withoutWasm), sizeOf(engine)) },
    'houcaller-coupons/gateway-client/no-wasm': { 'in all': sum(sizeOf(clientWithoutWasm), sizeOf(engineOfClient)) },
  };
}

/**
 * @param {string | Buffer} content
 * @returns {Size}
 */
export function sizeOf(content) {
  const bytes = Buffer.from(content);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
}

/**
 * @param {Size} a
 * @param {Size} b
 * @returns {Size}
 */
export function sum(a, b) {
  return { minified: a.minified + b.minified, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

/**
 * A message for each size that exceeds its budget. The budget of a part that it does not name is 0.
 *
 * @param {Sizes} sizes
 * @param {Record<string, Record<string, Partial<Size>>>} budget the allowed sizes, without the tolerance
 */
export function overBudget(sizes, budget) {
  const over = [];
  for (const [entry, parts] of Object.entries(sizes)) {
    for (const [part, size] of Object.entries(parts)) {
      for (const encoding of ENCODINGS) {
        const most = Math.floor((budget[entry]?.[part]?.[encoding] ?? 0) * (1 + TOLERANCE));
        if (size[encoding] > most) over.push(`${entry}, ${part}, ${encoding}: at most ${number(most)} bytes, found ${number(size[encoding])}`);
      }
    }
  }
  return over;
}

/** @param {Sizes} sizes */
export function table(sizes) {
  const head = ['entry', 'part', ...ENCODINGS];
  const rows = Object.entries(sizes).flatMap(([entry, parts]) =>
    Object.entries(parts).map(([part, size]) => [`\`${entry}\``, part, ...ENCODINGS.map((encoding) => number(size[encoding]))]),
  );
  return [head, ['---', '---', '--:', '--:', '--:'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {number} bytes */
const number = (bytes) => bytes.toLocaleString('en');

/**
 * Prints the sizes of the package, and those that exceed their budget.
 *
 * @param {string} [dist] default: that of this repository
 */
export async function reportSizes(dist = join(root, 'dist')) {
  const found = await measure(dist);
  say(table(found));
  const over = overBudget(found, JSON.parse(await readFile(BUDGET, 'utf8')));
  if (over.length > 0) say(`larger than scripts/size-budget.json allows, so npm test will fail:\n  ${over.join('\n  ')}`);
}

/** Stores the present sizes as the budget. */
async function writeBudget() {
  const entries = Object.entries(await measure(join(root, 'dist'))).map(([entry, parts]) => {
    const lines = Object.entries(parts).map(([part, each]) => `    ${JSON.stringify(part)}: ${JSON.stringify(each, null, 1).replaceAll(/\n ?/g, ' ')}`);
    return `  ${JSON.stringify(entry)}: {\n${lines.join(',\n')}\n  }`;
  });
  await writeFile(BUDGET, `{\n${entries.join(',\n')}\n}\n`);
}

if (isMain(import.meta.url)) {
  await main(async () => {
    if (process.argv.includes('--write')) await writeBudget();
    await reportSizes();
  });
}
