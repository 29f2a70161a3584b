// Ids as they stand in the log and in the rate limiter's store: what they are cannot be found out without the key, and equal ones look equal.
import { hmac, type _HMAC } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const HASH_BYTES = 8;
const RANDOM_BYTES = 32;

/** What stands for a text, as a caller and as a member: two parts of one digest, so that a member who asks for itself is not seen to. */
export interface Hashed {
  readonly caller: string;
  readonly member: string;
}

/** @param secret Default: random. */
export function hashing(secret: string | undefined): (text: string) => Hashed {
  let keyed: _HMAC<any> | undefined;
  let working: _HMAC<any> | undefined;
  const digest = new Uint8Array(sha256.outputLen);
  return (text) => {
    // Not before: workerd has no random numbers outside of a request. Not Web Crypto: for so few bytes its way to another thread and back costs many times the hash.
    keyed ??= hmac.create(sha256, secret === undefined ? crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)) : utf8ToBytes(secret));
    // One copy of the keyed state, used over and over: a new one has buffers outside of the heap, which the collector pays for.
    working = keyed._cloneInto(working);
    working.update(utf8ToBytes(text)).digestInto(digest);
    return { caller: bytesToHex(digest.subarray(0, HASH_BYTES)), member: bytesToHex(digest.subarray(-HASH_BYTES)) };
  };
}
