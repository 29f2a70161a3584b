// @ts-check
import { median, table } from '../figures.mjs';
import { BEFORE, OURS } from '../compared.mjs';
import * as decode from '../parts/decode.mjs';
import { count, mebibytes } from '../units.mjs';

export const wanted = { part: decode.PART, what: decode.MEMORY };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Decoding: peak memory

The growth of the process to its peak while it decodes once, in MiB, without the text and the memory in use before. Each
measurement has its own process; ${decode.MEMORY_ROUNDS} rounds.

${peaks(run)}

The memory of the WebAssembly modules afterwards, in KiB. It never shrinks.

${modules(run)}`;

/** @param {(host: string, size: number) => string} cell */
const columns = (cell) => ['Node', 'Chromium'].flatMap((host) => decode.MEMORY_SIZES.map((size) => cell(host, size)));

/** @param {import('../compared.mjs').Compared} run */
function peaks(run) {
  const rows = decode.CONTENDERS.map((contender) => [
    contender,
    ...columns((host, size) => {
      const { samples } = run.one({ ...wanted, host, size, contender }) ?? {};
      if (!samples) return '–';
      return `${mebibytes(median(samples))} (${mebibytes(Math.min(...samples))}–${mebibytes(Math.max(...samples))})`;
    }),
  ]);
  return table(['MiB', ...columns((host, size) => `${host}, ${count(size)}`)], rows);
}

/** @param {import('../compared.mjs').Compared} run */
function modules(run) {
  const rows = [OURS, BEFORE].map((contender) => [
    contender,
    ...columns((host, size) => {
      const { samples } = run.one({ part: decode.PART, what: decode.MODULE, host, size, contender }) ?? {};
      return samples ? count(median(samples) / 2 ** 10) : '–';
    }),
  ]);
  return table(['KiB', ...columns((host, size) => `${host}, ${count(size)}`)], rows);
}
