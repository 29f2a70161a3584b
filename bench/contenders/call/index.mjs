// @ts-check
import * as bareFetch from './bare-fetch.mjs';
import * as before from './before.mjs';
import * as cryptoJsAxios from './crypto-js-axios.mjs';
import * as desJsOfetch from './des-js-ofetch.mjs';
import * as ours from './ours.mjs';
import * as oursNoWasm from './ours-no-wasm.mjs';

/** @type {import('../../types.js').Caller[]} */
export const callers = [ours, before, cryptoJsAxios, desJsOfetch, bareFetch, oursNoWasm];
