// What the crate takes and gives, and the text of its own declarations: src/exports.rs includes this file.

/**
 * What went wrong, by who can mend it:
 * `config` the configuration, `input` what was asked for, `network` nothing came back, `timeout` nothing came back in time,
 * `http` a status other than 2xx, `api` the CRM's own refusal, `decode` an answer that is not what the API promises, or is larger than it may be.
 * A client of a gateway hands on what the gateway says of its own call: `timeout`, `network` and `decode` then come with the gateway's `status`.
 *
 * @example
 * const oursToMend = new Set<CouponErrorKind>(['config', 'input']);
 */
export type CouponErrorKind = 'config' | 'input' | 'network' | 'timeout' | 'http' | 'api' | 'decode';

/**
 * What an error carries beside its message.
 *
 * @example
 * const details: CouponErrorDetails = { status: 503, retryable: true, attempts: 3 };
 * new CouponError('http', 'the CRM answered HTTP status 503', details).retryable; // true
 */
export interface CouponErrorDetails {
  /** The CRM's `code`, for kind `api`. */
  code?: number | undefined;
  /** The HTTP status, where an answer came. */
  status?: number | undefined;
  /**
   * Whether the same call may succeed later.
   * @defaultValue false
   */
  retryable?: boolean;
  /**
   * How many requests were sent.
   * @defaultValue 0
   */
  attempts?: number;
  /** What was thrown: by the caller's own code as it is, by the host reduced to names, messages and codes. */
  cause?: unknown;
}

/**
 * What a structured log gets to see of an error.
 *
 * @example
 * const record: CouponErrorRecord = new CouponError('input', 'query: expected an object, found none').toJSON();
 * console.log(record.kind, record.message); // input query: expected an object, found none
 */
export interface CouponErrorRecord {
  /** `CouponError`. */
  name: string;
  /** What went wrong, in words. */
  message: string;
  /** What went wrong. */
  kind: CouponErrorKind;
  /** The CRM's `code`, for kind `api`. */
  code?: number | undefined;
  /** The HTTP status, where an answer came. */
  status?: number | undefined;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  /** How many requests were sent. */
  attempts: number;
  /** The name of what was thrown, where that was an `Error`. */
  cause?: string | undefined;
}

/**
 * How `param` is encrypted. Only the key has no default; the defaults are what `Cipher.getInstance("DES")` with `DESKeySpec` does in Java.
 * `identifyCipher` finds out which settings a server uses.
 * What is wrong with one is a `config` error, which names the field and never shows the key.
 *
 * @example
 * const cipher: Cipher = { key: '12345678', mode: 'CBC', iv: 'key', output: 'base64' };
 * encryptParam({ memberId: 'K1H93QDKI00B7' }, cipher); // '1or7/hZms0a/GYoqsUo5HahsKVfmtXuYQKIDs6kqzjc='
 */
export interface Cipher {
  /** The key, written as `keyEncoding` says. */
  key: string;
  /**
   * How the key is written: as text (its bytes in UTF-8), as hex digits of either case, in base64 with or without its padding, or as text whose
   * bytes are those of UTF-16 (`utf16le`, which .NET calls `Encoding.Unicode`).
   * @defaultValue `'utf8'`
   */
  keyEncoding?: 'utf8' | 'hex' | 'base64' | 'utf16le';
  /**
   * How the cipher's key comes from those bytes.
   * - `first8`: the first 8 bytes, as `DESKeySpec`; fewer are an error. For 3DES the first 24, as `DESedeKeySpec`, or exactly 16, used as K1, K2, K1.
   * - `zeroFill`: filled with zeros, or cut, to 8 bytes (3DES: 24).
   * - `sha1prng`: what Java's `KeyGenerator` makes of a `SecureRandom.getInstance("SHA1PRNG")` seeded with the bytes.
   * - `md5`: the first 8 characters (3DES: 24) of the upper-case hex of the bytes' MD5.
   * - `md5Lower`: the same of the lower-case hex.
   * - `md5Lower16`: for 3DES only, the first 16 characters of the lower-case hex, used as K1, K2, K1.
   * - `md5Bytes`: the first 8 bytes of the MD5; for 3DES all 16, used as K1, K2, K1.
   * - `sha1`: the first 8 bytes of the SHA-1; for 3DES all 20, filled with zeros.
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
  /** For CBC, and only there: 16 hex digits, or `'key'` for the first 8 bytes of the cipher's key. No default: CBC without it is an error. */
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

/**
 * What a server's scheme makes of a text, for `identifyCipher`.
 *
 * @example
 * const example: Example = {
 *   plaintext: '{"memberId":"K1H93QDKI00B7"}',
 *   param: '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227',
 * };
 * const [cipher] = identifyCipher('12345678', [example]); // { key: '12345678', mode: 'ECB', padding: 'pkcs5', … }
 */
export interface Example {
  /** The text before it is encrypted, to the letter; it is encrypted in UTF-8. */
  plaintext: string;
  /**
   * The same after, in hex or base64. How it was copied does not matter: white space is overlooked, `0x` may stand before hex, base64 may be of the
   * URL-safe alphabet, lack its padding, or have spaces where a form made them of `+`.
   */
  param: string;
}

/**
 * Whose coupons are asked for. Of at least one of the two something can be seen; when both are given both are sent.
 * An invisible character in one (a space at an end, U+200B, a line end) is an `input` error that names it, as is everything else; nothing is sent then.
 *
 * @example
 * const query: MemberQuery = { memberId: 'K1H93QDKI00B7' };
 * const coupons = await client.listCoupons(query);
 */
export interface MemberQuery {
  /** The CRM's own member id, for example `K1H93QDKI00B7`. */
  memberId?: string;
  /** The id on the platform the member came from: a WeChat openid and the like. */
  platformId?: string;
}

/**
 * Whether and when a call is tried again: after a network failure, a time-out of an attempt, and the statuses 408, 425, 429, 500, 502, 503 and 504.
 *
 * @example
 * const retry: RetryOptions = { limit: 4, maxDelayMs: 2_000 };
 * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { retry });
 */
export interface RetryOptions {
  /**
   * How many attempts may follow the first; 0 turns it off.
   * @defaultValue 2
   */
  limit?: number;
  /**
   * Milliseconds; the wait before the second attempt is a random part of it (full jitter), and each further attempt doubles it.
   * @defaultValue 500
   */
  minDelayMs?: number;
  /**
   * Milliseconds; where the doubling stops.
   * @defaultValue 8000
   */
  maxDelayMs?: number;
  /**
   * Milliseconds; the longest `Retry-After` that is waited for. A longer one ends the call.
   * @defaultValue 20000
   */
  maxRetryAfterMs?: number;
  /**
   * The CRM's codes that are worth another attempt. None is documented.
   * @defaultValue none
   */
  codes?: number[];
}

/**
 * What {@link CallOptions.onRequest} sees of an attempt that is about to be sent.
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
  /** Which attempt: 1 for the first. */
  attempt: number;
}

/**
 * What {@link CallOptions.onResponse} sees of an attempt that ended. One that the caller or the total time ended is not shown.
 *
 * @example
 * const onResponse = ({ attempt, status, kind }: ResponseView) => {
 *   console.log(attempt, status, kind ?? 'success'); // 1 200 success
 * };
 * await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { onResponse });
 */
export interface ResponseView extends RequestView {
  /** Milliseconds from sending to the checked answer. */
  durationMs: number;
  /** What went wrong; absent for a success. */
  kind?: CouponErrorKind;
  /** The HTTP status, where an answer came. */
  status?: number;
  /** The CRM's code, where it came. */
  code?: number;
  /** Milliseconds that the server asked to wait. */
  retryAfterMs?: number;
  /**
   * What is wrong with each coupon that was left out, with its place in the answer; absent where none was:
   * see {@link CallOptions.onInvalidCoupon}.
   */
  skipped?: string[];
}

/**
 * What {@link CallOptions.onRetry} sees of a wait before the next attempt.
 *
 * @example
 * const onRetry = ({ attempt, delayMs, kind }: RetryView) => console.warn(`attempt ${attempt}: ${kind}, again in ${delayMs} ms`);
 * await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { onRetry });
 */
export interface RetryView extends RequestView {
  /** Milliseconds until the next attempt. */
  delayMs: number;
  /** What went wrong. */
  kind: CouponErrorKind;
  /** The HTTP status, where an answer came. */
  status?: number;
  /** The CRM's code, where it came. */
  code?: number;
}

/**
 * How long a call may take, how often it is tried, and who is told. In a configuration it is the default for each call.
 * What is wrong with one is a `config` error in a configuration, and an `input` error in the options of a call.
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
   * Milliseconds for all attempts and the waits between them, or `Infinity`.
   * @defaultValue 30000
   */
  totalTimeoutMs?: number;
  /**
   * Whether and when a call is tried again. A number is the `limit`. See {@link RetryOptions} for the other defaults.
   * @defaultValue 2
   */
  retry?: number | RetryOptions;
  /**
   * What to do with a coupon that is not what the API promises: `throw` fails the call with a `decode` error that says which one, `skip` leaves
   * it out, and tells {@link ResponseView.skipped}. Behind a gateway it is the gateway that has to be told.
   * @defaultValue `'throw'`
   */
  onInvalidCoupon?: 'throw' | 'skip';
  /** Told before each attempt. What a hook sees holds no key, no `param`, no id and no coupon; what it throws is ignored. Default: none. */
  onRequest?: (view: RequestView) => void;
  /** Told after each attempt. Default: none. */
  onResponse?: (view: ResponseView) => void;
  /** Told before each wait. Default: none. */
  onRetry?: (view: RetryView) => void;
}

/**
 * What every configuration may also carry.
 *
 * @example
 * const common: CommonOptions = { headers: { 'x-request-source': 'desk' }, credentials: 'omit' };
 * const client = new CouponClient({ ...config, ...common });
 */
export interface CommonOptions extends CallOptions {
  /** Used in place of the default, the global `fetch`, which is looked up at each call. */
  fetch?: typeof fetch;
  /** Request headers beside `content-type: application/json`; a name given here wins. Default: none. */
  headers?: Record<string, string>;
  /** Whether cookies are sent, as in `fetch`. Default: the host's own (`same-origin`). */
  credentials?: 'omit' | 'same-origin' | 'include';
  /** The clock: milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number;
  /**
   * How many bytes of an answer are taken, once they are decompressed. A larger one is a `decode` error, and its rest is not waited for; so is one of more
   * than 500 levels of nesting, and one of more values than one for every 16 of these bytes, and than 100,000.
   * @defaultValue 67108864
   */
  maxAnswerBytes?: number;
}

/**
 * Speaks to the CRM itself. The key is then wherever this runs: on a server, or on a trusted, internal page.
 * In a page it warns once about the key.
 *
 * @example
 * const config: DirectConfig = { baseUrl: 'http://crm.houcaller.com/htest/openapi/v1', channel: 'hkl-test', cipher: { key } };
 */
export interface DirectConfig extends CommonOptions {
  /** The address that the endpoints hang below, absolute or relative to the page, for example `/htest/openapi/v1`. */
  baseUrl: string;
  /** The channel name that the CRM gave out. */
  channel: string;
  /** How `param` is encrypted. */
  cipher: Cipher;
  /**
   * Whoever opens a page can read the key in it. `true` says that this page is trusted and internal, and ends the warning.
   * @defaultValue false
   */
  dangerouslyAllowBrowser?: boolean;
}

/**
 * Asks a gateway of your own, which holds the key and speaks to the CRM: nothing that a page must keep secret, and no `init` to await before.
 * Its address takes the same endpoints as the CRM's, each a POST of the query itself as JSON, and gives the CRM's answers.
 *
 * @example
 * const config: GatewayConfig = { gatewayUrl: '/coupons' };
 * const client = new CouponClient(config);
 */
export interface GatewayConfig extends CommonOptions {
  /** The address that the endpoints hang below, absolute or relative to the page, for example `/coupons`. Beside it there is no `baseUrl`, `channel` or `cipher`. */
  gatewayUrl: string;
  /** Not here. */
  baseUrl?: undefined;
  /** Not here: the gateway has one. */
  channel?: undefined;
  /** Not here: the gateway has it. */
  cipher?: undefined;
}

/**
 * The configuration of a client.
 *
 * @example
 * const config: Config = { baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key }, timeoutMs: 5_000 };
 * const client = new CouponClient(config);
 */
export type Config = DirectConfig | GatewayConfig;

/**
 * What one call may carry. Its hooks are told beside those of the configuration.
 *
 * @example
 * const controller = new AbortController();
 * const options: RequestOptions = { signal: controller.signal };
 * const call = client.listCoupons({ memberId: 'K1H93QDKI00B7' }, options).catch((reason) => reason.name);
 * controller.abort();
 * console.log(await call); // AbortError
 */
export interface RequestOptions extends CallOptions {
  /** Ends the call, at any moment. The promise then rejects with the signal's own `reason`, as `fetch` does. Default: none. */
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
 * A coupon as the CRM sent it. Fields that are not listed here arrive untouched, as `JSON.parse` reads them: an integer beyond 2^53 is rounded to what a
 * number of JavaScript can hold.
 * The documented fields are always there: six of them are checked strictly, the others become `''` when the CRM leaves them out.
 *
 * @example
 * const line = ({ cpnName, begDate, endDate }: Coupon) => `${cpnName}, ${begDate} to ${endDate}`;
 * const [coupon] = await client.listCoupons({ memberId: 'K1H93QDKI00B7' });
 * console.log(coupon && line(coupon)); // 新会员20元全场券, 2020-01-17 to 2020-04-15
 */
export interface Coupon {
  /** Primary key of this member's coupon. */
  id: string;
  /** The code shown at the till: digits, in practice EAN-13. */
  cpnCode: string;
  /** Name of the coupon. */
  cpnName: string;
  /**
   * First day of validity, `yyyy-MM-dd`, inclusive, in China time (UTC+8). {@link usability} reads `2026/12/31` and `2026/1/5` too, and a time
   * behind a space or a `T`, `2026-12-31 18:00:00` or `2026-12-31T18:00`: validity then begins at that moment.
   */
  begDate: string;
  /**
   * Last day of validity, `yyyy-MM-dd`, inclusive, in China time (UTC+8). Read in the same forms: with a time, validity ends at that moment, but
   * `00:00:00` stands for the whole day, and `23:59` and whatever follows it for the end of the day.
   */
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
  /**
   * Hours in which it can be used, `"11:00-14:00"`, several separated by commas; empty: no limit. {@link usability} also reads
   * - other dashes and words between the times: `11:00~14:00`, `11:00—14:00`, `11:00至14:00`, `11:00到14:00`;
   * - `;`, `、`, `|`, white space or a line end between the ranges; `,`, `;`, `|` and `:` in both widths;
   * - seconds, `11:00:00-14:00:00`. An end counts to the end of its minute, so that `13:59:59` is 14:00; a start must be a whole minute;
   * - 全天, 全天可用, 全天候, 全时段, 24小时, 每天, 每天可用, 每日, 不限, 不限制, 不限时间, 不限时段 and 无限制 as no limit.
   */
  timeLimit?: string;
  /**
   * Weekdays on which it can be used, `"1,2,3,4,5,6,7"`; empty: no limit. {@link usability} also reads
   * - names, `周一,周二`, `星期一`, `礼拜天`, which are those days whatever `weekStart` says; after one, the numeral suffices: `周六、日`;
   * - ranges with the dashes of `timeLimit`: `1-5`, `周一至周五`, `周一到五`. `6-1` goes on into the next week: the days 6, 7 and 1;
   * - the separators of `timeLimit`: `1、2、3`, `1;2`, `1 2`; none between digits that rise, `12345`, and after names, `周六周日`;
   * - 工作日, Monday to Friday (public holidays are not known), and 周末, Saturday and Sunday;
   * - 每天, 不限 and the other words of `timeLimit` as no limit.
   */
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
  /** Whatever else the CRM sends. An integer beyond 2^53 arrives rounded. */
  [field: string]: unknown;
}

/**
 * How {@link Usability} is judged.
 *
 * @example
 * // Noon on a Sunday in China, for a coupon whose `weekLimit` is '1,2,3,4,5'.
 * const options: UsabilityOptions = { weekStart: 'sunday' };
 * usability(coupon, new Date('2026-11-22T12:00:00+08:00'), options).reason; // 'usable'
 * usability(coupon, new Date('2026-11-22T12:00:00+08:00')).reason; // 'wrongWeekday'
 */
export interface UsabilityOptions {
  /**
   * Which weekday a coupon's `weekLimit` calls 1.
   * @defaultValue `'monday'`
   */
  weekStart?: 'monday' | 'sunday';
}

/**
 * Why a coupon can be used, or not; the first that applies, in this order.
 * - `used`, `expired`, `refunded`, `gifting`: its status says so (1, 2, 3, 7). `unknownStatus`: its status is another one, but not 0.
 * - `expired`: also when its validity is over, though its status says unused.
 * - `notYetValid`: its validity is still to begin.
 * - `usable`: nothing stands in the way.
 * - `wrongWeekday`: not on this day of the week. `outsideHours`: on this day of the week, at other hours.
 *
 * @example
 * const words: Partial<Record<UsabilityReason, string>> = { usable: '可使用', outsideHours: '不在可用时段' };
 * words[usability(coupon, new Date('2026-11-25T10:00:00+08:00')).reason]; // '不在可用时段'
 */
export type UsabilityReason =
  | 'usable'
  | 'used'
  | 'expired'
  | 'refunded'
  | 'gifting'
  | 'unknownStatus'
  | 'notYetValid'
  | 'wrongWeekday'
  | 'outsideHours';

/**
 * Whether a coupon can be used at a moment.
 *
 * @example
 * const { usable, reason, changesAt }: Usability = usability(coupon);
 * if (!usable && changesAt) console.log(`${reason} until ${changesAt.toISOString()}`);
 */
export interface Usability {
  /** Whether it can: `reason` is then `usable`. */
  usable: boolean;
  /** Why, or why not. */
  reason: UsabilityReason;
  /** The next moment at which `reason` is another one, while the coupon's fields stay as they are. Absent when that never comes. */
  changesAt?: Date;
  /**
   * Whole days in China from the moment that was asked for to the last day on which it is valid: 0 on that day. It is of the dates alone; whether the
   * coupon can still be used, `reason` says. Absent when its validity is over.
   */
  daysLeft?: number;
  /** Limits whose text is in none of the forms that {@link Coupon} lists: the coupon was judged as if it had none. Absent when there are none such. */
  ignored?: Array<'timeLimit' | 'weekLimit'>;
}
