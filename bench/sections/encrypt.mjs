// @ts-check
import * as encrypt from '../parts/encrypt.mjs';
import { bytes } from '../units.mjs';
import { contests } from './contest.mjs';

export const WAYS = { [encrypt.KEY_PER_CALL]: 'key per call', [encrypt.CACHED]: 'cached schedule' };

export const wanted = { part: encrypt.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## encryptParam

Each contender encrypts a query as JSON to upper-case hex with single DES, ECB and PKCS#5. Before the measurement its result
is compared with OpenSSL’s. Node’s OpenSSL has no single DES without a flag, so it uses triple DES with the same key three
times, which gives the same result for three times the work. des.js supports only zero padding, so PKCS#5 is added by hand.
Some contenders cache the key schedule in a way that they do not document. The native programs do the same without
JavaScript, OpenSSL with its legacy provider.

${contests(
  run,
  encrypt.SIZES.flatMap((size) => Object.entries(WAYS).map(([what, way]) => ({ title: `${bytes(size)}, ${way}`, wanted: { part: encrypt.PART, what, size } }))),
)}`;
