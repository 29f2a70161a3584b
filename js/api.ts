import { listMany } from './many-members/index.js';
import init, { isReady, module } from './load/module.js';
import type {
  BatchOptions,
  Cipher,
  Config,
  Coupon,
  DirectConfig,
  Envelope,
  Example,
  MemberQuery,
  MemberResult,
  RequestOptions,
  Usability,
  UsabilityOptions,
} from './types/index.js';

export { default } from './load/module.js';
export { CouponError } from './coupon-error.js';
export { CouponStatus } from './coupon-status.js';
export type * from './types/index.js';

/**
 * Encrypts one `param`. Call it after `await init()`.
 *
 * @param param An object (written as compact JSON, its keys in the order given), a JSON string (taken as it is) or bytes.
 * @param cipher The key, and what of the scheme is not Java's default.
 * @returns Upper-case hex, unless `cipher.output` says otherwise.
 * @throws {CouponError} `config` for the cipher, `input` for the param.
 * @example
 * encryptParam({ memberId: 'K1H93QDKI00B7' }, { key: '12345678' }); // '4C2255F48418652A…'
 */
export function encryptParam(param: object | string | Uint8Array, cipher: Cipher): string {
  return module().encryptParam(param, cipher);
}

/**
 * Decrypts one `param`. Call it after `await init()`.
 *
 * @param param What {@link encryptParam} or a server wrote.
 * @param cipher The key, and what of the scheme is not Java's default.
 * @returns The text, usually JSON.
 * @throws {CouponError} `config` for the cipher; `input` for a param that is malformed or, with one message for bad padding and bad text,
 * does not decrypt under this cipher.
 * @example
 * decryptParam('4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227', { key: '12345678' }); // '{"memberId":"K1H93QDKI00B7"}'
 */
export function decryptParam(param: string, cipher: Cipher): string {
  return module().decryptParam(param, cipher);
}

/**
 * Finds out which settings a server uses. Tries every supported scheme, never keys; the key stays where it is. Call it after `await init()`.
 *
 * @param key The key that the server's owner gave out.
 * @param examples Texts and what the server makes of them. Default: those that the vendor's documentation prints for the channel `hkl-test`.
 * With more than one block in all, a fixed IV is found too.
 * @returns The settings that reproduce every example, most likely first; several when they are the same under this key. None means that the examples were
 * made with another key, or by a scheme beyond those tried, which are every combination of: the key as text in UTF-8 or UTF-16, in hex or in base64; every
 * `keyDerivation`; DES and 3DES; ECB, and CBC whose IV is the key's beginning or always the same; PKCS#5 and zero padding; hex and base64.
 * @throws {CouponError} `input`, when there is nothing to compare, a param is neither hex nor base64 of whole 8-byte blocks (the message says which
 * example's), or one of the two is not of its type.
 * @example
 * const [published] = identifyCipher(key); // undefined: this key is not the one behind the published examples
 *
 * const param = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';
 * const [cipher] = identifyCipher('12345678', [{ plaintext: '{"memberId":"K1H93QDKI00B7"}', param }]); // { algorithm: 'DES', mode: 'ECB', … }
 */
export function identifyCipher(key: string, examples?: Example[]): Cipher[] {
  return module().identifyCipher(key, examples);
}

/**
 * Builds the body of a request, for those who send it themselves. Call it after `await init()`.
 *
 * @param param An object, encrypted as compact JSON with its keys in the order given.
 * @param config Of which the channel, the cipher and the clock count.
 * @returns Three strings, to be sent as JSON.
 * @throws {CouponError} `config` for the configuration, `input` for the param.
 * @example
 * buildEnvelope({ memberId: 'K1H93QDKI00B7' }, config); // { param, channel, timestamp }
 */
export function buildEnvelope(param: object, config: DirectConfig): Envelope {
  return module().buildEnvelope(param, config);
}

/**
 * Tells whether a coupon can be used, why not, and when that changes. Call it after `await init()`.
 *
 * Everything is in China time (UTC+8), wherever this runs. First and last day are inclusive; with a time, `begDate` and `endDate` are
 * moments. Of `timeLimit`, each start is inside and each end is not, but an end of `23:59` is the end of the day; hours that go past midnight
 * (`22:00-02:00`) belong to the day on which they start, whose weekday counts and of which a part at least must be valid, and they end with
 * the validity. {@link Coupon} lists the forms that are read. A limit in any other form does not limit, and stands in `ignored`.
 *
 * @param coupon The coupon, as {@link listCoupons} gave it.
 * @param at The moment. Default: now.
 * @param options How its weekdays are counted. Default: from Monday.
 * @returns The verdict; its dates are moments, whatever the time zone of this machine.
 * @throws {CouponError} `input`, naming it: a `begDate` or `endDate` that is no date, a `status` that is no number, an invalid `at`.
 * @example
 * // At ten in the morning in China, for a coupon whose `timeLimit` is '11:00-14:00'.
 * const { usable, reason, changesAt } = usability(coupon, new Date('2026-11-25T10:00:00+08:00'));
 * console.log(usable, reason, changesAt?.toISOString()); // false outsideHours 2026-11-25T03:00:00.000Z
 */
export function usability(coupon: Coupon, at?: Date, options?: UsabilityOptions): Usability {
  return module().usability(coupon, at, options);
}

/**
 * Tells whether a coupon's code is one that a till can read: EAN-13, which is 13 digits of which the last is a check digit.
 * Call it after `await init()`. Never throws after that: what is no string is no code.
 *
 * @param code Usually `coupon.cpnCode`.
 * @returns Whether it is.
 * @example
 * isCouponCode('7270000006699'); // true
 * isCouponCode('7270000006698'); // false
 */
export function isCouponCode(code: string): boolean {
  return module().isCouponCode(code);
}

/**
 * Asks for the coupons of one member. Awaits `init()` itself.
 * For more than one call, a {@link CouponClient} reads the configuration and computes the key schedule only once.
 *
 * @param query Whose.
 * @param config Where the CRM is, and how it is spoken to.
 * @param options For this call; what is not given is as `config` has it. Default: none.
 * @returns All of them, in the CRM's order; none for a member that has none.
 * @throws {CouponError} every kind; an abort rejects with the signal's own `reason`.
 * @example
 * const coupons = await listCoupons({ memberId: 'K1H93QDKI00B7' }, { baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
 * console.log(coupons.length, coupons[0]?.cpnName); // 8 新会员20元全场券
 */
export async function listCoupons(query: MemberQuery, config: Config, options?: RequestOptions): Promise<Coupon[]> {
  if (!isReady()) await init();
  return module().listCoupons(query, config, options);
}

/**
 * A client: configured once, the key schedule computed once. Construct it after `await init()`.
 *
 * @example
 * const client = new CouponClient({ baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
 * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' });
 * console.log(coupons.length); // 8
 */
export class CouponClient {
  private readonly open: () => InstanceType<ReturnType<typeof module>['CouponClient']>;

  /**
   * Reads the configuration and computes the key schedule. Sends nothing.
   *
   * @param config Where the CRM is, and how it is spoken to.
   * @throws {CouponError} `config`, naming the field. A client of a gateway may be made before `init`: then its first call reads
   * the configuration, and says what is wrong.
   * @example
   * const patient = new CouponClient({ ...config, timeoutMs: 20_000, retry: 5 });
   */
  constructor(config: Config) {
    let client: ReturnType<typeof this.open> | undefined;
    this.open = () => {
      const { CouponClient } = module();
      return client || (client = new CouponClient(config));
    };
    // A page that asks a gateway makes its client without waiting for anything: it is opened by its first call.
    if (isReady() || !isForGateway(config)) this.open();
  }

  /**
   * Asks for the coupons of one member.
   *
   * @param query Whose.
   * @param options For this call; what is not given is as the configuration has it. Default: none.
   * @returns All of them, in the CRM's order; none for a member that has none.
   * @throws {CouponError} every kind; an abort rejects with the signal's own `reason`.
   * @example
   * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { timeoutMs: 3_000 });
   * console.log(coupons[0]?.cpnCode); // 7270000006699
   */
  async listCoupons(query: MemberQuery, options?: RequestOptions): Promise<Coupon[]> {
    if (!isReady()) await init();
    return this.open().listCoupons(query, options);
  }

  /**
   * Asks for the coupons of many members, several at a time. Results come as they finish; one member's failure is one result and
   * never the end of the run. A query that came before, among the last 100,000 different ones, is not asked again. The source is
   * pulled only as fast as the results are taken. When the server answers 429, all wait as long as it asks: 20 seconds at the most, and one where it
   * does not say.
   *
   * Leaving the loop early ends the calls under way; an abort rejects with the signal's own `reason`.
   *
   * @param queries Members, from wherever: an array, a generator, the lines of a file.
   * @param options For the run and each of its calls. Default: 4 members at a time.
   * @returns One result a query.
   * @throws {CouponError} `input`, when the options or the source are not what they must be.
   * @example
   * for await (const { query, coupons, error } of client.listCouponsOfMembers(queries)) {
   *   console.log(query.memberId, error ? error.kind : coupons.length);
   * }
   */
  listCouponsOfMembers(
    queries: Iterable<MemberQuery> | AsyncIterable<MemberQuery>,
    options?: BatchOptions,
  ): AsyncIterable<MemberResult> {
    return listMany(this.open, queries, options);
  }

  /**
   * Asks any sibling endpoint, in the same envelope and with the same errors. Its answer's `data` is not checked; integers in it beyond 2^53 arrive rounded.
   *
   * @param endpoint Its name: letters, digits, `-` and `_`.
   * @param param An object, encrypted as compact JSON with its keys in the order given.
   * @param options For this call; what is not given is as the configuration has it. Default: none.
   * @returns The answer's `data`.
   * @throws {CouponError} every kind; an abort rejects with the signal's own `reason`.
   * @example
   * const { list } = await client.call<{ list: unknown[] }>('listMemberStcard', { memberId: 'K1H93QDKI00B7' });
   */
  async call<T = unknown>(endpoint: string, param: object, options?: RequestOptions): Promise<T> {
    if (!isReady()) await init();
    return this.open().call(endpoint, param, options) as Promise<T>;
  }

  /**
   * Encrypts one `param`, as the function of that name does.
   *
   * @param param An object, a JSON string or bytes.
   * @returns Upper-case hex, unless the cipher's `output` says otherwise.
   * @throws {CouponError} `input` for the param.
   * @example
   * const client = new CouponClient({ ...config, cipher: { key: '12345678' } });
   * client.encryptParam({ memberId: 'K1H93QDKI00B7' }); // '4C2255F48418652A…'
   */
  encryptParam(param: object | string | Uint8Array): string {
    return this.open().encryptParam(param);
  }

  /**
   * Decrypts one `param`, as the function of that name does.
   *
   * @param param What {@link encryptParam} or a server wrote.
   * @returns The text, usually JSON.
   * @throws {CouponError} `input` for the param.
   * @example
   * client.decryptParam(client.encryptParam('{"platformId":"a"}')); // '{"platformId":"a"}'
   */
  decryptParam(param: string): string {
    return this.open().decryptParam(param);
  }

  /**
   * Builds the body of a request, as the function of that name does.
   *
   * @param param An object, encrypted as compact JSON with its keys in the order given.
   * @returns Three strings, to be sent as JSON.
   * @throws {CouponError} `input` for the param.
   * @example
   * const { param, channel, timestamp } = client.buildEnvelope({ memberId: 'K1H93QDKI00B7' });
   * console.log(channel); // hkl-test
   */
  buildEnvelope(param: object): Envelope {
    return this.open().buildEnvelope(param);
  }
}

/** Whether a configuration names a gateway: its client may be made before `init`. */
function isForGateway(config: unknown): boolean {
  try {
    const { gatewayUrl } = config as { gatewayUrl?: unknown };
    return gatewayUrl !== undefined && gatewayUrl !== null;
  } catch {
    // Opening it says what is wrong.
    return false;
  }
}
