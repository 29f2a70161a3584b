// @ts-check

/**
 * Throws unless there are this many coupons and the last one is complete.
 *
 * @param {unknown[]} coupons
 * @param {string} contender
 * @param {number} length
 */
export function checked(coupons, contender, length) {
  if (coupons.length !== length) throw new Error(`${contender}: expected ${length} coupons, found ${coupons.length}`);
  const { cpnCode, cpnName, status } = /** @type {Record<string, unknown>} */ (coupons[length - 1]);
  if (!/^\d{13}$/.test(`${cpnCode}`) || !cpnName || typeof status !== 'number') throw new Error(`${contender}: the last coupon is not valid`);
}
