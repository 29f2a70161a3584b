// @ts-check
import * as bareFetch from './bare-fetch.mjs';
import * as before from './before.mjs';
import * as cryptoJsAxios from './crypto-js-axios.mjs';
import * as desJsOfetch from './des-js-ofetch.mjs';
import * as ours from './ours.mjs';

/**
 * @typedef {object} Settings
 * @property {string} baseUrl
 * @property {string} channel
 * @property {string} key
 * @property {typeof fetch} [fetch] in place of the host's network
 *
 * @typedef {object} Opened
 * @property {(plaintext: string) => string} encrypt
 * @property {(memberId: string) => Promise<import('houcaller-coupons').Coupon[]>} listCoupons
 *
 * @typedef {{ name: string, open: (settings: Settings) => Opened | Promise<Opened> }} Caller
 */

/** @type {Caller[]} */
export const callers = [ours, before, cryptoJsAxios, desJsOfetch, bareFetch];
