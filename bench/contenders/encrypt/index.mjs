// @ts-check
// The contenders that encrypt a JSON text to upper-case hex with single DES, ECB and PKCS#5. A host may add its own.
import * as before from './before.mjs';
import * as cryptoJs from './crypto-js.mjs';
import * as desJs from './des-js.mjs';
import * as nodeForge from './node-forge.mjs';
import * as ours from './ours.mjs';
import * as oursNoWasm from './ours-no-wasm.mjs';

/** @type {import('../../types.js').Encryption[]} */
export const encryptions = [ours, before, cryptoJs, desJs, nodeForge, oursNoWasm];
