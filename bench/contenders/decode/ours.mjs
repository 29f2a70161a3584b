// @ts-check
// The step of the client that reads an answer's text, without the call around it.
import { couponsOf, dataOf } from '../../../js/decode.js';

export const name = 'houcaller-coupons';

/** @param {string} text */
export const decode = (text) => couponsOf(dataOf(text));
