// @ts-check
// An esbuild plugin that inlines the WebAssembly module as a text.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run.mjs';

// The printable characters of ASCII from # to ~, because ASCII reads the same in a page of any encoding.
const FIRST_CHARACTER = 35;
const CHARACTERS = 92;
/** The bytes that have one character. The others have two, of which the first is one of the last two characters. */
const SINGLES = 90;

/** @param {number} place */
const character = (place) => String.fromCharCode(FIRST_CHARACTER + place);

/**
 * Writes a module as text: first the 90 most frequent bytes, each as two digits of base 16, then all bytes. js/load/inlined.ts
 * reads it. With brotli it is 3 % larger than the module, hex 7 %, and base64 29 %, in which a byte is not always the same
 * characters, so that repetitions in the module are not repetitions in the text.
 *
 * @param {Uint8Array} module
 */
export function textOf(module) {
  const alphabet = alphabetOf(module);
  const head = alphabet.slice(0, SINGLES).map((byte) => character(byte >> 4) + character(byte & 15));
  const written = new Map(alphabet.map((byte, place) => [byte, place < SINGLES ? character(place) : pair(place - SINGLES)]));
  return [...head, ...Array.from(module, (byte) => written.get(byte))].join('');
}

/** @param {number} place among the bytes with two characters */
const pair = (place) => character(SINGLES + Math.floor(place / CHARACTERS)) + character(place % CHARACTERS);

/**
 * All bytes in the order of their characters. A frequent byte that is an ASCII character stands for itself, so that the names in
 * the module are words in the text, which brotli's dictionary has.
 *
 * @param {Uint8Array} module
 */
function alphabetOf(module) {
  const counts = new Array(256).fill(0);
  for (const byte of module) counts[byte] += 1;
  const bytes = [...counts.keys()];
  const frequent = new Set(bytes.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, SINGLES));
  const isItself = (/** @type {number} */ byte) => byte >= FIRST_CHARACTER && byte < FIRST_CHARACTER + SINGLES && frequent.has(byte);
  const others = [...frequent].filter((byte) => !isItself(byte)).sort((a, b) => a - b);
  const singles = Array.from({ length: SINGLES }, (_, place) => (isItself(place + FIRST_CHARACTER) ? place + FIRST_CHARACTER : Number(others.shift())));
  return [...singles, ...bytes.filter((byte) => !frequent.has(byte)).sort((a, b) => a - b)];
}

/**
 * @returns {import('esbuild').Plugin}
 */
export function inlinedWasm() {
  return {
    name: 'inlined-wasm',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir || root, path), namespace: 'inlined' }));
      onLoad({ filter: /.*/, namespace: 'inlined' }, async ({ path }) => ({
        contents: `export default ${JSON.stringify(textOf(await readFile(path)))};`,
        loader: 'js',
      }));
    },
  };
}
