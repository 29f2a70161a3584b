// @ts-check
import { encryptions } from '../contenders/encrypt/index.mjs';
import { named } from './named.mjs';

/** @param {import('../types.js').EncryptTask} task */
export async function prepareEncrypt({ contender, way, key, text, expected }) {
  const encryption = named(encryptions, contender);
  await encryption.init?.();
  const encrypt = encryption[way](key);
  // Twice, because a contender with a cached schedule may fail only the second time.
  for (let time = 0; time < 2; time += 1) {
    if (encrypt(text) !== expected) throw new Error(`${contender}, ${way}: not the expected param`);
  }
  return () => encrypt(text);
}
