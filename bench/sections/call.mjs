// @ts-check
import * as call from '../parts/call.mjs';
import { coupons } from '../units.mjs';
import { contests } from './contest.mjs';

export const wanted = { part: call.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## The whole call

\`listCoupons\` against the sandbox on the same machine, and with a \`fetch\` that answers from memory. The hand-written
contenders encrypt with a cached key schedule, call with a time-out and make the same checks of each coupon. They do not
check for malformed UTF-8, do not respect \`Retry-After\` and do not keep ids out of their errors. From memory, axios uses its
adapter for \`fetch\`, which makes a \`Request\` for each call; over loopback it uses its default one. Bare \`fetch\` sends the same
body every time.

${contests(
  run,
  Object.entries({ [call.LOOPBACK]: 'loopback', [call.MEMORY]: 'from memory' }).flatMap(([what, way]) =>
    [...call.MEMBERS.keys()].map((size) => ({ title: `${coupons(size)}, ${way}`, wanted: { part: call.PART, what, size } })),
  ),
)}`;
