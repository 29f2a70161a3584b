/**
 * How `param` is encrypted. Only the key has no default; the defaults are what `Cipher.getInstance("DES")` with `DESKeySpec` does in Java.
 * `identifyCipher` finds out which settings a server uses.
 */
export interface Cipher {
  /** The key, written as `keyEncoding` says. */
  key: string;
  /**
   * How the key is written: as text (its bytes in UTF-8), as hex digits of either case, or in base64 with or without its padding.
   * @defaultValue `'utf8'`
   */
  keyEncoding?: 'utf8' | 'hex' | 'base64';
  /**
   * How the cipher's key comes from those bytes.
   * - `first8`: the first 8 bytes, as `DESKeySpec`; fewer are an error. For 3DES exactly 24 bytes, or 16, used as K1, K2, K1.
   * - `zeroFill`: filled with zeros, or cut, to 8 bytes (3DES: 24).
   * - `sha1prng`: what Java's `KeyGenerator` makes of a `SecureRandom.getInstance("SHA1PRNG")` seeded with the bytes.
   * - `md5`: the first 8 characters (3DES: 24) of the upper-case hex of the bytes' MD5.
   * @defaultValue `'first8'`
   */
  keyDerivation?: 'first8' | 'zeroFill' | 'sha1prng' | 'md5';
  /**
   * The block cipher; `3DES` is Java's `DESede`.
   * @defaultValue `'DES'`
   */
  algorithm?: 'DES' | '3DES';
  /**
   * The block mode.
   * @defaultValue `'ECB'`
   */
  mode?: 'ECB' | 'CBC';
  /** For CBC, and only there: 16 hex digits, or `'key'` for the first 8 bytes of the cipher's key. */
  iv?: string;
  /**
   * How the last block is filled. `zero` adds nothing to a full one, and decrypting takes every zero at the end away.
   * @defaultValue `'pkcs5'`
   */
  padding?: 'pkcs5' | 'zero';
  /**
   * How the result is written: upper-case hex, lower-case hex, or base64. Hex of either case is read.
   * @defaultValue `'HEX'`
   */
  output?: 'HEX' | 'hex' | 'base64';
}

/** What a server's scheme makes of a text, for `identifyCipher`. */
export interface Example {
  /** The text before it is encrypted. */
  plaintext: string;
  /** The same after. */
  param: string;
}

/** Whose coupons are asked for. At least one of the two is neither empty nor white space; when both are given both are sent. */
export interface MemberQuery {
  /** The CRM's own member id, for example `K1H93QDKI00B7`. */
  memberId?: string;
  /** The id on the platform the member came from: a WeChat openid and the like. */
  platformId?: string;
}

/** What every configuration may also carry. */
export interface CommonOptions {
  /** Used in place of the global `fetch`, which is looked up at each call. */
  fetch?: typeof fetch;
  /** Request headers beside `content-type: application/json`; a name given here wins. Default: none. */
  headers?: Record<string, string>;
  /** Whether cookies are sent, as in `fetch`. Default: the host's own (`same-origin`). */
  credentials?: RequestCredentials;
  /** The clock: milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number;
}

/** Speaks to the CRM itself. The key is then wherever this runs: on a server, or on a trusted, internal page. */
export interface DirectConfig extends CommonOptions {
  /** The address that the endpoints hang below, absolute or relative to the page, for example `/htest/openapi/v1`. */
  baseUrl: string;
  /** The channel name that the CRM gave out. */
  channel: string;
  /** How `param` is encrypted. */
  cipher: Cipher;
}

/** The configuration of a client. */
export type Config = DirectConfig;

/** What one call may carry. */
export interface RequestOptions {
  /** Ends the call. The promise then rejects with the signal's own `reason`, as `fetch` does. */
  signal?: AbortSignal;
}

/** The body of a request as the CRM expects it: three strings. */
export interface Envelope {
  /** The encrypted JSON object. */
  param: string;
  /** The channel name. */
  channel: string;
  /** Milliseconds since the epoch, in decimal digits. */
  timestamp: string;
}

/**
 * A coupon as the CRM sent it. Fields that are not listed here arrive untouched.
 * The documented fields are always there: six of them are checked strictly, the others become `''` when the CRM leaves them out.
 */
export interface Coupon {
  /** Primary key of this member's coupon. */
  id: string;
  /** The code shown at the till: digits, in practice EAN-13. */
  cpnCode: string;
  /** Name of the coupon. */
  cpnName: string;
  /** First day of validity, `yyyy-MM-dd`, inclusive, in China time (UTC+8). */
  begDate: string;
  /** Last day of validity, `yyyy-MM-dd`, inclusive, in China time (UTC+8). */
  endDate: string;
  /** State, see {@link CouponStatus}. Other numbers may come. A numeric string is handed on as a number. */
  status: number;
  /** Kind: `0` dine-in, `1` take-away, `2` shop; `''` when not sent. */
  cpnType: string;
  /** Id of the coupon's definition; `''` when not sent. Not the same key as `cpnId`. */
  cpnid: string;
  /** Owner: member id; `''` when not sent. Personal data. */
  mmbid: string;
  /** Owner: platform id; `''` when not sent. Personal data. */
  openid: string;
  /** Path of the picture, relative to the asset host; `''` when not sent. */
  picUrl: string;
  /** Hours in which it can be used, `"11:00-14:00"`, several separated by commas; empty: no limit. */
  timeLimit?: string;
  /** Weekdays on which it can be used, `"1,2,3,4,5,6,7"`; empty: no limit. */
  weekLimit?: string;
  /** When it was used; empty before. */
  useTime?: string;
  /** Undocumented; in examples 0 or -1. */
  cacStatus?: number;
  /** Undocumented: text of the rules. */
  content?: string;
  /** Undocumented: name of the restaurant. */
  orgName?: string;
  /** Undocumented. */
  orgUse?: number;
  /** Undocumented: code of the restaurant. */
  orgcode?: string;
  /** Undocumented: sales channel. */
  sellScene?: string;
  /** Undocumented, empty in every example. Not the same key as `cpnid`. */
  cpnId?: string;
  /** Undocumented, empty in every example. */
  cpnids?: unknown[];
  /** Whatever else the CRM sends. */
  [field: string]: unknown;
}

/** What can be given to `init` where the WebAssembly does not come with the entry: its address, its bytes, a response that carries it, or the compiled module. */
export type InitInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;
