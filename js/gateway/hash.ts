// Ids as they stand in the log and in the rate limiter's store: what they are cannot be found out without the key, and equal ones look equal.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const HEX_DIGITS = 16;
const RANDOM_BYTES = 32;

/** Hashes what it is given; `kind` keeps apart what is equal by chance. */
export type Hash = (kind: 'caller' | 'member', text: string) => string;

/** @param secret Default: random. */
export function hashing(secret: string | undefined): Hash {
  let keyed: ReturnType<typeof hmac.create> | undefined;
  return (kind, text) => {
    // Not before: workerd has no random numbers outside of a request. Not Web Crypto: for so few bytes its way to another thread and back costs many times the hash.
    keyed ??= hmac.create(sha256, secret === undefined ? crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)) : utf8ToBytes(secret));
    return bytesToHex(keyed.clone().update(utf8ToBytes(`${kind}:${text}`)).digest()).slice(0, HEX_DIGITS);
  };
}
