// Keyed hashes of ids, for the log and the rate limiter's store. Equal ids have equal hashes, and nobody without the
// key can find the id of a hash.
import { hmac, type _HMAC } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const UTF_8 = new TextEncoder();
const HASH_BYTES = 8;
const RANDOM_BYTES = 32;

/**
 * Two hashes of one text, from different parts of its digest. So the log does not show that a member queries its own
 * coupons.
 */
export interface Hashed {
  readonly caller: string;
  readonly member: string;
}

/** @param secret The key of the hash. Default: a random one. */
export function hashing(secret: string | undefined): (text: string) => Hashed {
  let keyed: _HMAC<any> | undefined;
  let working: _HMAC<any> | undefined;
  const digest = new Uint8Array(sha256.outputLen);
  return (text) => {
    // Created at the first use, because workerd has no random numbers outside of a request. Web Crypto is not used,
    // because for so few bytes its switch to another thread costs many times the hash.
    keyed ??= hmac.create(sha256, secret === undefined ? crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)) : UTF_8.encode(secret));
    // Reuses one copy of the keyed state, because each new copy allocates buffers that the garbage collector must free.
    working = keyed._cloneInto(working);
    working.update(UTF_8.encode(text)).digestInto(digest);
    return { caller: bytesToHex(digest.subarray(0, HASH_BYTES)), member: bytesToHex(digest.subarray(-HASH_BYTES)) };
  };
}
