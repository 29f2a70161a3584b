// @ts-check
// Makes the client's checks of an answer by hand, for contenders whose library only parses the JSON.

const STRICT = ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate'];
const LENIENT = ['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl'];

/**
 * @param {any} answer
 * @returns {import('houcaller-coupons').Coupon[]}
 */
export function checkedCoupons(answer) {
  if (!isObject(answer)) throw new Error('the answer: expected an object');
  if (typeof answer.code !== 'number') throw new Error('code: expected a number');
  if (answer.code !== 0) throw Object.assign(new Error(answer.msg ?? answer.smg), { code: answer.code });
  const list = answer.data?.list;
  if (!Array.isArray(list)) throw new Error('data.list: expected an array');
  list.forEach(check);
  return list;
}

/**
 * @param {any} coupon
 * @param {number} index
 */
function check(coupon, index) {
  if (!isObject(coupon)) throw new Error(`data.list[${index}]: expected an object`);
  for (const field of STRICT) {
    if (typeof coupon[field] !== 'string') throw new Error(`data.list[${index}].${field}: expected a string`);
  }
  for (const field of LENIENT) {
    coupon[field] ??= '';
    if (typeof coupon[field] !== 'string') throw new Error(`data.list[${index}].${field}: expected a string`);
  }
  if (typeof coupon.status === 'string' && /^[+-]?\d+$/.test(coupon.status)) coupon.status = Number(coupon.status);
  if (typeof coupon.status !== 'number') throw new Error(`data.list[${index}].status: expected a number`);
}

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
