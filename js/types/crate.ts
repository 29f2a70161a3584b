// The types of the crate's parameters and results. src/exports.rs includes this file as the declarations of the crate
// itself.

/**
 * The category of an error:
 * - `config`: the configuration is wrong, the WebAssembly could not be loaded, or `init` was not awaited.
 * - `input`: an argument of the call is wrong; nothing was sent.
 * - `network`: no complete answer arrived.
 * - `timeout`: no complete answer arrived in time.
 * - `http`: the HTTP status is not 2xx.
 * - `api`: the CRM refused the request, with a `code`.
 * - `decode`: the answer does not have the form that the API promises, or is too large.
 *
 * A client of a gateway reports errors between the gateway and the CRM under the same kinds: `timeout`, `network` and
 * `decode` then have the gateway's `status`.
 *
 * @example
 * const ourMistakes = new Set<CouponErrorKind>(['config', 'input']);
 */
export type CouponErrorKind = 'config' | 'input' | 'network' | 'timeout' | 'http' | 'api' | 'decode';

/**
 * The fields of an error beside its kind and message.
 *
 * @example
 * const details: CouponErrorDetails = { status: 503, retryable: true, attempts: 3 };
 * new CouponError('http', 'the CRM answered HTTP status 503', details).retryable; // true
 */
export interface CouponErrorDetails {
  /** The CRM's `code`, if `kind` is `api`. */
  code?: number | undefined;
  /** The HTTP status, if an answer arrived. */
  status?: number | undefined;
  /**
   * Whether the same call may succeed later.
   * @defaultValue false
   */
  retryable?: boolean;
  /**
   * The number of requests that were sent.
   * @defaultValue 0
   */
  attempts?: number;
  /**
   * The exception that caused this error. One that `fetch` threw, or that ended the reading of the answer, is reduced
   * to its name, message, code, stack and causes; any other is unchanged.
   */
  cause?: unknown;
}

/**
 * An error as a plain object for structured logs.
 *
 * @example
 * const record: CouponErrorRecord = new CouponError('input', 'query: expected an object, found none').toJSON();
 * console.log(record.kind, record.message); // input query: expected an object, found none
 */
export interface CouponErrorRecord {
  /** Always `CouponError`. */
  name: string;
  /** The description of the error. It never contains a key, a `param` or an id. */
  message: string;
  /** The category of the error. */
  kind: CouponErrorKind;
  /** The CRM's `code`, if `kind` is `api`. */
  code?: number | undefined;
  /** The HTTP status, if an answer arrived. */
  status?: number | undefined;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  /** The number of requests that were sent. */
  attempts: number;
  /** The name of the cause, if it is an `Error` or a `DOMException`. */
  cause?: string | undefined;
}

/**
 * How `param` is encrypted. Only `key` is required. The defaults match `Cipher.getInstance("DES")` with `DESKeySpec` in
 * Java. `identifyCipher` finds the settings that a server uses. An invalid setting gives a `config` error, which names
 * the field and never contains the key.
 *
 * @example
 * const cipher: Cipher = { key: '12345678', mode: 'CBC', iv: 'key', output: 'base64' };
 * encryptParam({ memberId: 'K1H93QDKI00B7' }, cipher); // '1or7/hZms0a/GYoqsUo5HahsKVfmtXuYQKIDs6kqzjc='
 */
export interface Cipher {
  /** The key, in the encoding of `keyEncoding`. */
  key: string;
  /**
   * The encoding of the key: text whose bytes are its UTF-8, hex digits of either case, base64 with or without padding,
   * or text whose bytes are its UTF-16 (`utf16le`, which .NET calls `Encoding.Unicode`).
   * @defaultValue `'utf8'`
   */
  keyEncoding?: 'utf8' | 'hex' | 'base64' | 'utf16le';
  /**
   * How the cipher's key is derived from the bytes of `key`.
   * - `first8`: the first 8 bytes, like `DESKeySpec`; fewer bytes are an error. For 3DES the first 24, like
   *   `DESedeKeySpec`, or exactly 16, used as K1, K2, K1.
   * - `zeroFill`: padded with zeros, or cut, to 8 bytes (3DES: 24).
   * - `sha1prng`: the key that Java's `KeyGenerator` generates with a `SecureRandom.getInstance("SHA1PRNG")` seeded
   *   with the bytes.
   * - `md5`: the first 8 characters (3DES: 24) of the upper-case hex of the bytes' MD5.
   * - `md5Lower`: like `md5`, but of the lower-case hex.
   * - `md5Lower16`: for 3DES only, the first 16 characters of the lower-case hex, used as K1, K2, K1.
   * - `md5Bytes`: the first 8 bytes of the MD5; for 3DES all 16, used as K1, K2, K1.
   * - `sha1`: the first 8 bytes of the SHA-1; for 3DES all 20, padded with zeros.
   * @defaultValue `'first8'`
   */
  keyDerivation?: 'first8' | 'zeroFill' | 'sha1prng' | 'md5' | 'md5Lower' | 'md5Lower16' | 'md5Bytes' | 'sha1';
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
  /**
   * The initialization vector, for CBC only: 16 hex digits, or `'key'` for the first 8 bytes of the cipher's key. No
   * default: CBC requires it.
   */
  iv?: string;
  /**
   * The padding of the last block. `zero` adds nothing to a full block, and decryption removes every zero byte at the
   * end.
   * @defaultValue `'pkcs5'`
   */
  padding?: 'pkcs5' | 'zero';
  /**
   * The encoding of `param`: upper-case hex, lower-case hex, or base64. Decryption accepts hex of either case.
   * @defaultValue `'HEX'`
   */
  output?: 'HEX' | 'hex' | 'base64';
}

/**
 * A text and its encrypted form, for `identifyCipher`.
 *
 * @example
 * const example: Example = {
 *   plaintext: '{"memberId":"K1H93QDKI00B7"}',
 *   param: '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227',
 * };
 * const [cipher] = identifyCipher('12345678', [example]); // { key: '12345678', mode: 'ECB', padding: 'pkcs5', … }
 */
export interface Example {
  /** The exact text before encryption. It is encrypted as UTF-8. */
  plaintext: string;
  /**
   * The text after encryption, in hex or base64. White space is ignored, hex may begin with `0x`, and base64 may use
   * the URL-safe alphabet, lack its padding, or have spaces in place of `+`, as form decoding leaves them.
   */
  param: string;
}

/**
 * The member whose coupons to list. At least one of the two ids is required; if both are given, both are sent. An id
 * without a visible character counts as absent. An id with an invisible character beside visible ones (a space at its
 * start or end, U+200B, a line end) gives an `input` error that names the character. Every invalid query gives an
 * `input` error, and nothing is sent.
 *
 * @example
 * const query: MemberQuery = { memberId: 'K1H93QDKI00B7' };
 * const coupons = await client.listCoupons(query);
 */
export interface MemberQuery {
  /** The CRM's own member id, for example `K1H93QDKI00B7`. */
  memberId?: string;
  /** The member's id on another platform, for example a WeChat openid. */
  platformId?: string;
}

/**
 * Whether and when a call is retried. It is retried after a network failure, a time-out of an attempt, and the statuses
 * 408, 425, 429, 500, 502, 503 and 504. A gateway's answer of the kind `decode`, whose status is 502, is not retried.
 *
 * @example
 * const retry: RetryOptions = { limit: 4, maxDelayMs: 2_000 };
 * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { retry });
 */
export interface RetryOptions {
  /**
   * The maximum number of attempts after the first one; 0 turns retries off.
   * @defaultValue 2
   */
  limit?: number;
  /**
   * Milliseconds of the back-off: before the second attempt, the client waits a random part of this time (full jitter).
   * Each further attempt doubles it.
   * @defaultValue 500
   */
  minDelayMs?: number;
  /**
   * Milliseconds at which the doubling stops.
   * @defaultValue 8000
   */
  maxDelayMs?: number;
  /**
   * Milliseconds of the longest `Retry-After` that the client waits for. A longer one ends the call.
   * @defaultValue 20000
   */
  maxRetryAfterMs?: number;
  /**
   * Codes of the CRM after which the call is retried too. The vendor documents no codes.
   * @defaultValue none
   */
  codes?: number[];
}

/**
 * The argument of {@link CallOptions.onRequest}: an attempt that is about to be sent.
 *
 * @example
 * const onRequest = ({ endpoint, attempt }: RequestView) => {
 *   console.log(endpoint, attempt); // listCpnItemByMember 1
 * };
 * await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { onRequest });
 */
export interface RequestView {
  /** The name of the endpoint. */
  endpoint: string;
  /** The number of the attempt, from 1. */
  attempt: number;
}

/**
 * The argument of {@link CallOptions.onResponse}: an attempt that has ended. The hook is not called for an attempt that
 * was aborted or that ended with `totalTimeoutMs`.
 *
 * @example
 * const onResponse = ({ attempt, status, kind }: ResponseView) => {
 *   console.log(attempt, status, kind ?? 'success'); // 1 200 success
 * };
 * await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { onResponse });
 */
export interface ResponseView extends RequestView {
  /** Milliseconds from sending the request to the end of checking the answer. */
  durationMs: number;
  /** The category of the error; absent if the attempt succeeded. */
  kind?: CouponErrorKind;
  /** The HTTP status, if an answer arrived. */
  status?: number;
  /** The CRM's code, if the answer has one. */
  code?: number;
  /** Milliseconds that the server asks to wait, by `Retry-After`. */
  retryAfterMs?: number;
  /**
   * One message for each invalid coupon that was left out, with its index in the answer; absent if there was none. See
   * {@link CallOptions.onInvalidCoupon}.
   */
  skipped?: string[];
}

/**
 * The argument of {@link CallOptions.onRetry}: a failed attempt and the wait before the next one.
 *
 * @example
 * const onRetry = ({ attempt, delayMs, kind }: RetryView) => console.warn(`attempt ${attempt}: ${kind}, again in ${delayMs} ms`);
 * await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { onRetry });
 */
export interface RetryView extends RequestView {
  /** Milliseconds until the next attempt. */
  delayMs: number;
  /** The category of the error. */
  kind: CouponErrorKind;
  /** The HTTP status, if an answer arrived. */
  status?: number;
  /** The CRM's code, if the answer has one. */
  code?: number;
}

/**
 * Time-outs, retries and hooks of a call. In a configuration, they are the defaults for each call.
 * An invalid option gives a `config` error in a configuration, and an `input` error in the options of a call.
 *
 * @example
 * const options: CallOptions = { timeoutMs: 3_000, totalTimeoutMs: 8_000, retry: 1 };
 * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, options);
 */
export interface CallOptions {
  /**
   * Milliseconds for each attempt, or `Infinity`.
   * @defaultValue 10000
   */
  timeoutMs?: number;
  /**
   * Milliseconds for the whole call, which includes all attempts and the waits between them, or `Infinity`. They begin
   * when the module is loaded.
   * @defaultValue 30000
   */
  totalTimeoutMs?: number;
  /**
   * Whether and when a call is retried. A number is the `limit`. See {@link RetryOptions} for the other defaults.
   * @defaultValue 2
   */
  retry?: number | RetryOptions;
  /**
   * What to do with a coupon that does not have the form that the API promises: `throw` rejects with a `decode` error
   * that says which one, `skip` leaves it out and reports it in {@link ResponseView.skipped}. With a gateway, set this
   * option in the gateway instead, because it checks the CRM's answer.
   * @defaultValue `'throw'`
   */
  onInvalidCoupon?: 'throw' | 'skip';
  /**
   * Called before each attempt. The argument of a hook contains no key, `param`, id or coupon; an exception of a hook
   * is ignored. Default: none.
   */
  onRequest?: (view: RequestView) => void;
  /** Called after each attempt. Default: none. */
  onResponse?: (view: ResponseView) => void;
  /** Called before each wait. Default: none. */
  onRetry?: (view: RetryView) => void;
}

/**
 * Options of both kinds of configuration.
 *
 * @example
 * const common: CommonOptions = { headers: { 'x-request-source': 'desk' }, credentials: 'omit' };
 * const client = new CouponClient({ ...config, ...common });
 */
export interface CommonOptions extends CallOptions {
  /** The function that sends requests. Default: the global `fetch`, looked up at each call. */
  fetch?: typeof fetch;
  /** Additional request headers. They override the client's own `content-type: application/json`. Default: none. */
  headers?: Record<string, string>;
  /** Whether cookies are sent, as in `fetch`. Default: that of the host's `fetch` (`same-origin`). */
  credentials?: 'omit' | 'same-origin' | 'include';
  /** The clock. Returns milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number;
  /**
   * The maximum size of an answer in bytes, after decompression. A larger answer gives a `decode` error as soon as the
   * limit is exceeded. So does an answer with more than 500 levels of nesting, or with more values than both 100,000
   * and a sixteenth of this number.
   * @defaultValue 67108864
   */
  maxAnswerBytes?: number;
}

/**
 * The configuration of a client that calls the CRM directly, and so has the key. Use it on a server, or on a trusted,
 * internal page. On a page, the client logs one warning about the key.
 *
 * @example
 * const config: DirectConfig = { baseUrl: 'http://crm.houcaller.com/htest/openapi/v1', channel: 'hkl-test', cipher: { key } };
 */
export interface DirectConfig extends CommonOptions {
  /**
   * The base URL of the CRM's endpoints, absolute or relative to the page, for example `/htest/openapi/v1`; without `?`,
   * `#`, a user name and a password. An https page may name `http:` only on the local machine, so it needs a proxy on its
   * own origin, or a gateway. Any other address is a `config` error.
   */
  baseUrl: string;
  /** The channel name that the CRM gave out. */
  channel: string;
  /** How `param` is encrypted. */
  cipher: Cipher;
  /**
   * Every visitor of a page can read the key in it. Set `true` to confirm that only trusted people can open this page;
   * this turns the warning off.
   * @defaultValue false
   */
  dangerouslyAllowBrowser?: boolean;
}

/**
 * The configuration of a client that calls your own gateway, which has the key and calls the CRM. It contains no
 * secret, and the client can be constructed before `init`. The gateway has the endpoint `listCpnItemByMember`, which takes
 * a POST of the query as JSON and answers in the CRM's form. For `call` of another endpoint, it must be a gateway of your
 * own that has it; that of this package answers 404.
 *
 * @example
 * const config: GatewayConfig = { gatewayUrl: '/coupons' };
 * const client = new CouponClient(config);
 */
export interface GatewayConfig extends CommonOptions {
  /**
   * The base URL of the gateway's endpoints, absolute or relative to the page, for example `/coupons`, with the
   * restrictions of `baseUrl`. It excludes `baseUrl`, `channel` and `cipher`.
   */
  gatewayUrl: string;
  /** Not allowed with `gatewayUrl`. */
  baseUrl?: undefined;
  /** Not allowed with `gatewayUrl`, because the gateway sets the channel. */
  channel?: undefined;
  /** Not allowed with `gatewayUrl`, because the gateway has the key. */
  cipher?: undefined;
}

/**
 * The configuration of a client: of the CRM directly, or of a gateway.
 *
 * @example
 * const config: Config = { baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key }, timeoutMs: 5_000 };
 * const client = new CouponClient(config);
 */
export type Config = DirectConfig | GatewayConfig;

/**
 * The options of one call. Its hooks are called in addition to those of the configuration.
 *
 * @example
 * const controller = new AbortController();
 * const options: RequestOptions = { signal: controller.signal };
 * const call = client.listCoupons({ memberId: 'K1H93QDKI00B7' }, options).catch((reason) => reason.name);
 * controller.abort();
 * console.log(await call); // AbortError
 */
export interface RequestOptions extends CallOptions {
  /** Aborts the call. The promise then rejects with the signal's `reason`, as in `fetch`. Default: none. */
  signal?: AbortSignal;
}

/**
 * The body of a request as the CRM expects it: three strings.
 *
 * @example
 * const client = new CouponClient({ ...config, now: () => 1581406120924 });
 * const envelope: Envelope = client.buildEnvelope({ memberId: 'K1H93QDKI00B7' }); // { channel: 'hkl-test', timestamp: '1581406120924', … }
 * const body = JSON.stringify(envelope);
 */
export interface Envelope {
  /** The encrypted JSON object. */
  param: string;
  /** The channel name. */
  channel: string;
  /** Milliseconds since the epoch, in decimal digits. */
  timestamp: string;
}

/**
 * A coupon as the CRM sent it. Fields that are not listed here are passed on unchanged, as `JSON.parse` reads them: an
 * integer beyond 2^53 is rounded to the nearest JavaScript number. `id`, `cpnCode`, `cpnName`,
 * `begDate`, `endDate` and `status` are always present and of their type. `cpnType`, `cpnid`, `mmbid`, `openid` and
 * `picUrl` become `''` if the CRM leaves them out or sends `null`. All other fields may be absent or `null`.
 *
 * @example
 * const line = ({ cpnName, begDate, endDate }: Coupon) => `${cpnName}, ${begDate} to ${endDate}`;
 * const [coupon] = await client.listCoupons({ memberId: 'K1H93QDKI00B7' });
 * console.log(coupon && line(coupon)); // 新会员20元全场券, 2020-01-17 to 2020-04-15
 */
export interface Coupon {
  /** The id of this coupon of the member. */
  id: string;
  /** The code shown at the till: digits, in practice EAN-13. */
  cpnCode: string;
  /** Name of the coupon. */
  cpnName: string;
  /**
   * First day of validity, `yyyy-MM-dd`, inclusive, in China time (UTC+8). {@link usability} also reads `2026/12/31`
   * and `2026/1/5`, and a time after a space or a `T`, `2026-12-31 18:00:00` or `2026-12-31T18:00`: validity then
   * begins at that time.
   */
  begDate: string;
  /**
   * Last day of validity, `yyyy-MM-dd`, inclusive, in China time (UTC+8). {@link usability} reads the same forms as in
   * `begDate`: with a time, validity ends at that time, but `00:00:00` means the whole day, and `23:59` or later means
   * the end of the day.
   */
  endDate: string;
  /** The state, see {@link CouponStatus}. The CRM may send other numbers. A numeric string is converted to a number. */
  status: number;
  /** Kind: `0` dine-in, `1` take-away, `2` shop; `''` when not sent. */
  cpnType: string;
  /** Id of the coupon's definition; `''` when not sent. Not the same key as `cpnId`. */
  cpnid: string;
  /** Owner: member id; `''` when not sent. Personal data. */
  mmbid: string;
  /** Owner: platform id; `''` when not sent. Personal data. */
  openid: string;
  /** Path of the picture, relative to the CRM's picture host; `''` when not sent. */
  picUrl: string;
  /**
   * The hours in which the coupon can be used, `"11:00-14:00"`, several ranges separated by commas; empty: no limit.
   * {@link usability} also reads
   * - other dashes and words between the times: `11:00~14:00`, `11:00—14:00`, `11:00至14:00`, `11:00到14:00`;
   * - `;`, `、`, `|`, white space or a line end between the ranges; `,`, `;`, `|` and `:` in half and full width;
   * - seconds, `11:00:00-14:00:00`. An end is rounded up to the end of its minute, so that `13:59:59` is 14:00; a start
   *   must be a whole minute;
   * - 全天, 全天可用, 全天候, 全时段, 24小时, 每天, 每天可用, 每日, 不限, 不限制, 不限时间, 不限时段 and 无限制 as no limit.
   */
  timeLimit?: string;
  /**
   * The weekdays on which the coupon can be used, `"1,2,3,4,5,6,7"`; empty: no limit. {@link usability} also reads
   * - names, `周一,周二`, `星期一`, `礼拜天`, which do not depend on `weekStart`; after the first, the numeral alone is enough:
   *   `周六、日`;
   * - ranges with the dashes of `timeLimit`: `1-5`, `周一至周五`, `周一到五`. `6-1` continues into the next week: the days 6, 7
   *   and 1;
   * - the separators of `timeLimit`: `1、2、3`, `1;2`, `1 2`; no separator is needed in ascending digits, `12345`, and
   *   after names, `周六周日`;
   * - 工作日, Monday to Friday (public holidays are not considered), and 周末, Saturday and Sunday;
   * - 每天, 不限 and the other words of `timeLimit` as no limit.
   */
  weekLimit?: string;
  /** When the coupon was used; empty if it was not. */
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
  /** Any other field that the CRM sends. An integer beyond 2^53 is rounded. */
  [field: string]: unknown;
}

/**
 * The options of {@link usability}.
 *
 * @example
 * // Noon on a Sunday in China, for a coupon whose `weekLimit` is '1,2,3,4,5'.
 * const options: UsabilityOptions = { weekStart: 'sunday' };
 * usability(coupon, new Date('2026-11-22T12:00:00+08:00'), options).reason; // 'usable'
 * usability(coupon, new Date('2026-11-22T12:00:00+08:00')).reason; // 'wrongWeekday'
 */
export interface UsabilityOptions {
  /**
   * The weekday that the number 1 in a coupon's `weekLimit` stands for.
   * @defaultValue `'monday'`
   */
  weekStart?: 'monday' | 'sunday';
}

/**
 * The reason why a coupon can be used or not: the first that applies, in this order.
 * - `used`, `expired`, `refunded`, `gifting`: the coupon's status is 1, 2, 3 or 7. `unknownStatus`: the status is any
 *   other number except 0.
 * - `expired`: also if the validity is over while the status is still 0, unused.
 * - `notYetValid`: the validity has not begun.
 * - `usable`: the coupon can be used.
 * - `wrongWeekday`: the coupon cannot be used on this weekday. `outsideHours`: it can be used on this weekday, but not
 *   at this time.
 *
 * @example
 * const words: Partial<Record<UsabilityReason, string>> = { usable: '可使用', outsideHours: '不在可用时段' };
 * words[usability(coupon, new Date('2026-11-25T10:00:00+08:00')).reason]; // '不在可用时段'
 */
export type UsabilityReason = 'usable' | 'used' | 'expired' | 'refunded' | 'gifting' | 'unknownStatus' | 'notYetValid' | 'wrongWeekday' | 'outsideHours';

/**
 * Whether a coupon can be used at a moment.
 *
 * @example
 * const { usable, reason, changesAt }: Usability = usability(coupon);
 * if (!usable && changesAt) console.log(`${reason} until ${changesAt.toISOString()}`);
 */
export interface Usability {
  /** Whether the coupon can be used: true if `reason` is `usable`. */
  usable: boolean;
  /** Why the coupon can be used, or why not. */
  reason: UsabilityReason;
  /** The next moment at which `reason` changes, if the coupon's fields stay the same. Absent if it never changes. */
  changesAt?: Date;
  /**
   * The number of whole days, in China time, from the given moment to the last day of validity: 0 on that day. It
   * depends on the dates alone, so check `reason` for whether the coupon can be used. Absent if the validity is over.
   */
  daysLeft?: number;
  /**
   * The limits that were ignored because their text has none of the forms that {@link Coupon} lists. Absent if no limit
   * was ignored.
   */
  ignored?: Array<'timeLimit' | 'weekLimit'>;
}
