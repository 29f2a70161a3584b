// @ts-check
// The contenders that encrypt a JSON text to upper-case hex with single DES, ECB and PKCS#5. A host may add its own.
import * as before from './before.mjs';
import * as cryptoEs from './crypto-es.mjs';
import * as cryptoJs from './crypto-js.mjs';
import * as desJs from './des-js.mjs';
import * as nodeForge from './node-forge.mjs';
import * as ours from './ours.mjs';

/**
 * @typedef {(key: string) => (text: string) => string} Way
 * @typedef {{ name: string, init?: () => Promise<unknown>, keyPerCall: Way, cachedSchedule: Way }} Encryption
 */

/** @type {Encryption[]} */
export const encryptions = [ours, before, cryptoJs, cryptoEs, desJs, nodeForge];
