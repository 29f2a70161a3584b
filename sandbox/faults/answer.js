// @ts-check
// Faults that change the JSON of an answer.
import { InvalidFault } from './arguments.js';

/**
 * Changes an answer as a JSON value, without mutating its input. An answer that lacks the part to change, as an error answer
 * lacks a list, stays the same.
 *
 * @typedef {(answer: unknown) => unknown} ChangeAnswer
 *
 * @typedef {Record<string, unknown>} JsonObject
 */

/** @param {unknown} value @returns {value is JsonObject} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {(answer: JsonObject) => unknown} change
 * @returns {ChangeAnswer}
 */
export function changeObject(change) {
  return (answer) => (isObject(answer) ? change(answer) : answer);
}

/**
 * @param {(list: unknown[]) => unknown} change
 * @returns {ChangeAnswer}
 */
export function changeList(change) {
  return changeObject((answer) => {
    const { data } = answer;
    if (!isObject(data) || !Array.isArray(data.list)) return answer;
    return { ...answer, data: { ...data, list: change(data.list) } };
  });
}

/**
 * @param {number} index
 * @param {(coupon: unknown) => unknown} change
 * @returns {ChangeAnswer}
 */
export function changeCoupon(index, change) {
  return changeList((list) => {
    if (index >= list.length) throw new InvalidFault(`The list has ${list.length} coupons: there is no @${index}.`);
    return list.map((coupon, at) => (at === index ? change(coupon) : coupon));
  });
}

/**
 * @param {import('./arguments.js').Target} target
 * @returns {ChangeAnswer}
 */
export function dropField({ field, index }) {
  return changeCoupon(index, (coupon) => {
    if (!isObject(coupon) || !Object.hasOwn(coupon, field)) throw new InvalidFault('That coupon has no such field.');
    const { [field]: _dropped, ...rest } = coupon;
    return rest;
  });
}

/**
 * @param {import('./arguments.js').Target & { value: unknown }} assignment
 * @returns {ChangeAnswer}
 */
export function setField({ field, index, value }) {
  return changeCoupon(index, (coupon) => (isObject(coupon) ? { ...coupon, [field]: value } : coupon));
}

/**
 * @param {string} field
 * @param {string} name
 * @returns {ChangeAnswer}
 */
export function renameField(field, name) {
  return changeObject((answer) => Object.fromEntries(Object.entries(answer).map(([key, value]) => [key === field ? name : key, value])));
}
