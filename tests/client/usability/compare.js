// @ts-check
// Compares the package with the model in the time zone of this process, and prints the first difference and the counts of results as JSON.
import { isDeepStrictEqual } from 'node:util';
import init, { CouponError, usability } from 'houcaller-coupons';
import { expected } from './model.js';
import { randomCase, seeded } from './random-coupon.js';

const [seed, cases] = process.argv.slice(2).map(Number);

/** @type {Record<string, number>} */
const seen = {};
const random = seeded(seed);
await init();

/** @type {object | undefined} */
let difference;
for (let index = 0; index < cases && !difference; index += 1) {
  const { coupon, at, weekStart } = randomCase(random);
  const found = judged(coupon, at, weekStart);
  const wanted = expected(coupon, at, weekStart, index % 100 === 0 ? 60 : 9);
  if (!isDeepStrictEqual(found, wanted)) difference = { index, coupon, at, weekStart, found, wanted };
  count(found);
}
console.log(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, seen, difference }));

/**
 * @param {Record<string, unknown>} coupon
 * @param {Date} at
 * @param {'monday' | 'sunday' | undefined} weekStart
 */
function judged(coupon, at, weekStart) {
  try {
    return usability(/** @type {any} */ (coupon), at, weekStart && { weekStart });
  } catch (error) {
    const refused = error instanceof CouponError && error.kind === 'input' && /^(\S+): expected /.exec(error.message);
    return refused ? { refused: refused[1] } : { error };
  }
}

/** @param {object} found */
function count(found) {
  const kinds = ['refused'];
  if ('reason' in found) kinds.splice(0, 1, String(found.reason), 'changesAt' in found ? 'changes' : 'final');
  if ('ignored' in found) kinds.push('ignored');
  if ('daysLeft' in found) kinds.push(found.daysLeft === 0 ? 'lastDay' : 'daysLeft');
  for (const kind of kinds) seen[kind] = (seen[kind] ?? 0) + 1;
}
