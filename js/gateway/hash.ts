// Ids as they stand in the log and in the rate limiter's store: what they are cannot be found out without the key, and equal ones look equal.
const HEX_DIGITS = 16;
const RANDOM_BYTES = 32;

/** Hashes what it is given; `kind` keeps apart what is equal by chance. */
export type Hash = (kind: 'caller' | 'member', text: string) => Promise<string>;

/** @param secret Default: random. */
export function hashing(secret: string | undefined): Hash {
  const encoder = new TextEncoder();
  let key: Promise<CryptoKey> | undefined;
  return async (kind, text) => {
    // Not before: workerd has no random numbers outside of a request.
    key ??= importKey(secret === undefined ? crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)) : encoder.encode(secret));
    const hash = new Uint8Array(await crypto.subtle.sign('HMAC', await key, encoder.encode(`${kind}:${text}`)));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, HEX_DIGITS);
  };
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
