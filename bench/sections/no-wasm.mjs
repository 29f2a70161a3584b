// @ts-check
import * as call from '../parts/call.mjs';
import * as encrypt from '../parts/encrypt.mjs';
import * as noWasm from '../parts/no-wasm.mjs';
import { bytes, coupons } from '../units.mjs';
import { contests } from './contest.mjs';

export const wanted = { part: noWasm.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Without WebAssembly

The entry \`/no-wasm\`, whose engine is the same module as JavaScript, beside the default entry and what users would write. “Ratio”
is how many times as fast the default entry is.

${contests(run, [
  ...noWasm.ENCRYPTED.map((size) => ({
    title: `encrypt ${bytes(size)}, cached schedule`,
    wanted: { part: noWasm.PART, what: encrypt.CACHED, size },
  })),
  ...noWasm.LISTED.map((size) => ({
    title: `\`listCoupons\`, ${coupons(size)} from memory`,
    wanted: { part: noWasm.PART, what: call.MEMORY, size },
  })),
])}`;
