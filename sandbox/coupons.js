// @ts-check
// Issues invented coupons.
import { PICTURES } from './pictures.js';

/**
 * A coupon in the CRM's format. Invented coupons may lack fields or have unknown ones on purpose.
 *
 * @typedef {Record<string, unknown>} Coupon
 *
 * Issues the next coupon of one member. A field set to `undefined` is absent from the answer.
 * @typedef {(cpnName: string, fields?: Coupon) => Coupon} Issue
 */

/**
 * @param {object} owner
 * @param {string} owner.memberId
 * @param {string} owner.platformId
 * @param {number} owner.series unique for each member, so that ids and codes are unique
 * @param {import('./china-day.js').Day} day
 * @returns {Issue}
 */
export function couponIssuer({ memberId, platformId, series }, day) {
  const prefix = String(series).padStart(2, '0');
  let serial = 0;

  return (cpnName, fields = {}) => {
    serial += 1;
    return {
      begDate: day(-30),
      cacStatus: 0,
      content: '',
      cpnCode: ean13(`29${prefix}${String(serial).padStart(8, '0')}`),
      cpnId: '',
      cpnName,
      cpnType: '0',
      cpnid: `SBXKIND${prefix}001`,
      cpnids: [],
      endDate: day(30),
      id: `SBX${prefix}${serial.toString(36).toUpperCase().padStart(8, '0')}`,
      mmbid: memberId,
      openid: platformId,
      orgName: '',
      orgUse: 0,
      orgcode: '',
      picUrl: PICTURES.steak,
      sellScene: 'reg',
      status: 0,
      timeLimit: '',
      useTime: '',
      weekLimit: '',
      ...fields,
    };
  };
}

/**
 * Appends the check digit. Codes that begin with 2 are reserved for use inside a shop, so no product has them.
 *
 * @param {string} digits twelve
 */
export function ean13(digits) {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
