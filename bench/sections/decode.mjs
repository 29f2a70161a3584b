// @ts-check
import * as decode from '../parts/decode.mjs';
import { coupons } from '../units.mjs';
import { contests } from './contest.mjs';

export const wanted = { part: decode.PART, what: decode.TIME };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Decoding

Each contender decodes the text of an answer to coupons with checked fields. zod and valibot use schemas of the same shape.
The package runs a whole \`listCoupons\`, because its decoder is inside the module: its \`fetch\` returns a prepared answer, and
the host’s UTF-8 decoder is replaced by one that returns the prepared text, so that all contenders start from the same text.
The rest of that call (query, envelope, timers and waits) is part of the measured time, and most of it for 8 coupons.

${contests(
  run,
  decode.SIZES.map((size) => ({ title: coupons(size), wanted: { ...wanted, size } })),
)}`;
