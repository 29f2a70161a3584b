// @ts-check
// Those that run everywhere; a host may add its own. A text of JSON to upper-case hex, in single DES, ECB, PKCS#5.
import * as before from './before.mjs';
import * as cryptoEs from './crypto-es.mjs';
import * as cryptoJs from './crypto-js.mjs';
import * as desJs from './des-js.mjs';
import * as nodeForge from './node-forge.mjs';
import * as ours from './ours.mjs';

/** @type {import('../../types.js').Encryption[]} */
export const encryptions = [ours, before, cryptoJs, cryptoEs, desJs, nodeForge];
