// @ts-check
// What the default entry, /slim, /gateway-client and the entries without WebAssembly weigh in dist/, in bytes: as they are, with gzip -9 and with brotli 11; JavaScript and WebAssembly apart.
// Says which is heavier than it may be, and fails for nothing of that: tests/package/size.test.js does. --write makes size-budget.json say what they weigh now.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './run.mjs';
import { main, say } from './say.mjs';

/** @typedef {{ minified: number, gzip: number, brotli: number }} Weight */
/** @typedef {Record<string, Record<string, Weight>>} Weights By entry and part. */

// What one compiler makes of the same source, and another, is up to a percent apart.
export const ROOM = 0.02;
const BUDGET = join(root, 'scripts', 'size-budget.json');
const WAYS = /** @type {const} */ (['minified', 'gzip', 'brotli']);

/**
 * @param {string} dist
 * @returns {Promise<Weights>}
 */
export async function weights(dist) {
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
  const inlinedWasm = wasm.toString('hex');
  const [before, after, ...more] = inlined.split(inlinedWasm);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error('dist/index.js: expected the module in hex once, found something else; npm run build makes it anew');
  }
  const script = weight(slim);
  const module = weight(wasm);
  return {
    'houcaller-coupons': { 'JavaScript': weight(before + after), 'WebAssembly in hex': weight(inlinedWasm), 'in all, compressed as one': weight(inlined) },
    'houcaller-coupons/slim': { 'JavaScript': script, 'WebAssembly': module, 'in all': sum(script, module) },
    'houcaller-coupons/gateway-client': { 'in all, compressed as one': weight(client) },
    'houcaller-coupons/no-wasm': { 'in all': sum(weight(withoutWasm), weight(engine)) },
    'houcaller-coupons/gateway-client/no-wasm': { 'in all': sum(weight(clientWithoutWasm), weight(engineOfClient)) },
  };
}

/**
 * @param {string | Buffer} content
 * @returns {Weight}
 */
export function weight(content) {
  const bytes = Buffer.from(content);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
}

/**
 * @param {Weight} a
 * @param {Weight} b
 * @returns {Weight}
 */
export function sum(a, b) {
  return { minified: a.minified + b.minified, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

/**
 * What weighs more than it may, in words. A part that the budget does not name may weigh nothing.
 *
 * @param {Weights} weights
 * @param {Record<string, Record<string, Partial<Weight>>>} budget What was measured, over which there is a little room.
 */
export function overweight(weights, budget) {
  const over = [];
  for (const [entry, parts] of Object.entries(weights)) {
    for (const [part, weight] of Object.entries(parts)) {
      for (const way of WAYS) {
        const most = Math.floor((budget[entry]?.[part]?.[way] ?? 0) * (1 + ROOM));
        if (weight[way] > most) over.push(`${entry}, ${part}, ${way}: at most ${number(most)} bytes, found ${number(weight[way])}`);
      }
    }
  }
  return over;
}

/** @param {Weights} weights */
export function table(weights) {
  const head = ['entry', 'part', ...WAYS];
  const rows = Object.entries(weights).flatMap(([entry, parts]) =>
    Object.entries(parts).map(([part, weight]) => [`\`${entry}\``, part, ...WAYS.map((way) => number(weight[way]))]),
  );
  return [head, ['---', '---', '--:', '--:', '--:'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {number} bytes */
const number = (bytes) => bytes.toLocaleString('en');

/**
 * Tells what the package weighs, and what of it is too heavy.
 *
 * @param {string} [dist] Default: that of this repository.
 */
export async function weigh(dist = join(root, 'dist')) {
  const found = await weights(dist);
  say(table(found));
  const over = overweight(found, JSON.parse(await readFile(BUDGET, 'utf8')));
  if (over.length > 0) say(`heavier than scripts/size-budget.json allows, which npm test does not let pass:\n  ${over.join('\n  ')}`);
}

/** Makes what is there the measure of what comes. */
async function writeBudget() {
  const entries = Object.entries(await weights(join(root, 'dist'))).map(([entry, parts]) => {
    const lines = Object.entries(parts).map(([part, each]) => `    ${JSON.stringify(part)}: ${JSON.stringify(each, null, 1).replaceAll(/\n ?/g, ' ')}`);
    return `  ${JSON.stringify(entry)}: {\n${lines.join(',\n')}\n  }`;
  });
  await writeFile(BUDGET, `{\n${entries.join(',\n')}\n}\n`);
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    if (process.argv.includes('--write')) await writeBudget();
    await weigh();
  });
}
