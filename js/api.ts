// The functions and the client class that most entries export. Each delegates to the module or to the run over many
// members.
import { copyOf, idsOf } from './copies.js';
import { CouponError } from './coupon-error.js';
import { initForCall } from './load/init-for-call.js';
import { isReady, module } from './load/module.js';
import { listMany } from './many-members/index.js';
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
 * @param param An object (encrypted as compact JSON with its keys in the order given), a JSON string (encrypted
 * unchanged) or bytes.
 * @param cipher The key, and the settings that differ from Java's defaults.
 * @returns The encrypted param, in upper-case hex by default; see `cipher.output`.
 * @throws {CouponError} `config` if the cipher is invalid, `input` if the param is.
 * @example
 * encryptParam({ memberId: 'K1H93QDKI00B7' }, { key: '12345678' }); // '4C2255F48418652A…'
 */
export function encryptParam(param: object | string | Uint8Array, cipher: Cipher): string {
  return module().encryptParam(param, cipher);
}

/**
 * Decrypts one `param`. Call it after `await init()`.
 *
 * @param param The encrypted param, from {@link encryptParam} or a server.
 * @param cipher The key, and the settings that differ from Java's defaults.
 * @returns The decrypted text, usually JSON.
 * @throws {CouponError} `config` if the cipher is invalid; `input` if the param is malformed or does not decrypt with
 * this cipher. Invalid padding and invalid text give the same message.
 * @example
 * decryptParam('4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227', { key: '12345678' }); // '{"memberId":"K1H93QDKI00B7"}'
 */
export function decryptParam(param: string, cipher: Cipher): string {
  return module().decryptParam(param, cipher);
}

/**
 * Finds the cipher settings that a server uses, by trying every supported combination with your key. It does not guess
 * keys, and sends nothing. Call it after `await init()`.
 *
 * @param key The key that the server's owner gave you.
 * @param examples Texts and their encrypted forms from the server. Default: the examples in the vendor's documentation,
 * for the channel `hkl-test`. If the examples have more than one block in all, a fixed IV is found too.
 * @returns The settings that reproduce every example, most likely first. There are several if they give the same result
 * with this key. An empty array means that the examples were made with another key or with settings that are not
 * supported. The combinations tried are: the key as text in UTF-8 or UTF-16, in hex or in base64; every
 * `keyDerivation`; DES and 3DES; ECB, and CBC whose IV is the key's beginning or a fixed value; PKCS#5 and zero
 * padding; hex and base64.
 * @throws {CouponError} `input`, if there is no example, if a param is neither hex nor base64 of whole 8-byte blocks
 * (the message names the example), if the key and the examples have more than 16,384 bytes together, or if an argument
 * has the wrong type.
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
 * Builds the body of a request, the envelope, so that you can send it yourself. Call it after `await init()`.
 *
 * @param param An object, encrypted as compact JSON with its keys in the order given.
 * @param config The configuration. The channel, the cipher and the clock are used.
 * @returns The envelope: three strings, to be sent as JSON.
 * @throws {CouponError} `config` if the configuration is invalid, `input` if the param is.
 * @example
 * buildEnvelope({ memberId: 'K1H93QDKI00B7' }, config); // { param, channel, timestamp }
 */
export function buildEnvelope(param: object, config: DirectConfig): Envelope {
  return module().buildEnvelope(param, config);
}

/**
 * Returns whether a coupon can be used at a moment, why or why not, and when that changes. Call it after
 * `await init()`.
 *
 * All times are in China time (UTC+8), whatever the time zone of the machine. The first and the last day of validity
 * are inclusive; if `begDate` or `endDate` has a time, validity begins or ends at that time. A range of `timeLimit`
 * includes its start and excludes its end, but an end of `23:59` is the end of the day. A range past midnight
 * (`22:00-02:00`) belongs to the day on which it starts: the weekday of that day counts, that day must be valid at
 * least in part, and the range ends when the validity ends. {@link Coupon} lists the forms that are read. A limit in
 * any other form is ignored and reported in `ignored`.
 *
 * @param coupon A coupon, as {@link listCoupons} returned it.
 * @param at The moment. Default: now.
 * @param options The weekday that has the number 1. Default: Monday.
 * @returns Whether the coupon can be used, and the reason.
 * @throws {CouponError} `input`, naming the field, if `begDate` or `endDate` is not a date, `status` is not a number,
 * or `at` or `options` is invalid.
 * @example
 * // At ten in the morning in China, for a coupon whose `timeLimit` is '11:00-14:00'.
 * const { usable, reason, changesAt } = usability(coupon, new Date('2026-11-25T10:00:00+08:00'));
 * console.log(usable, reason, changesAt?.toISOString()); // false outsideHours 2026-11-25T03:00:00.000Z
 */
export function usability(coupon: Coupon, at?: Date, options?: UsabilityOptions): Usability {
  return module().usability(coupon, at, options);
}

/**
 * Returns whether a coupon's code is a valid EAN-13 code, which tills can scan: 13 digits, of which the last is a check
 * digit. Call it after `await init()`. It does not throw after that; it returns false for a value that is not a string.
 *
 * @param code Usually `coupon.cpnCode`.
 * @returns True for a valid EAN-13 code.
 * @example
 * isCouponCode('7270000006699'); // true
 * isCouponCode('7270000006698'); // false
 */
export function isCouponCode(code: string): boolean {
  return module().isCouponCode(code);
}

/**
 * Lists the coupons of one member. Awaits `init()` itself. For more than one call, use a {@link CouponClient}, which
 * reads the configuration and computes the key schedule only once.
 *
 * @param query The member.
 * @param config The CRM's address and the key, or the gateway's address.
 * @param options The options of this call. Default: those of `config`.
 * @returns All coupons of the member, in the CRM's order; an empty array if there are none.
 * @throws {CouponError} An error of any kind. After an abort, the promise rejects with the signal's own `reason`
 * instead.
 * @example
 * const coupons = await listCoupons({ memberId: 'K1H93QDKI00B7' }, { baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
 * console.log(coupons.length, coupons[0]?.cpnName); // 8 新会员20元全场券
 */
export async function listCoupons(query: MemberQuery, config: Config, options?: RequestOptions): Promise<Coupon[]> {
  if (!isReady()) {
    query = idsOf(query) ?? query;
    await initForCall(options);
  }
  return module().listCoupons(query, config, options);
}

/**
 * A client of the CRM or of a gateway. It reads the configuration and computes the key schedule once. Construct it
 * after `await init()`.
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
   * @param config The CRM's address and the key, or the gateway's address.
   * @throws {CouponError} `config`, naming the field. A client of a gateway can be constructed before `init`: its first
   * call then reads the configuration, and rejects if it is invalid.
   * @example
   * const patient = new CouponClient({ ...config, timeoutMs: 20_000, retry: 5 });
   */
  constructor(config: Config) {
    let client: ReturnType<typeof this.open> | undefined;
    this.open = () => {
      const { CouponClient } = module();
      return client || (client = new CouponClient(config));
    };
    // A client of a gateway may be constructed before `init`. The first call then opens it.
    if (isReady() || !isForGateway(config)) this.open();
  }

  /**
   * Lists the coupons of one member.
   *
   * @param query The member.
   * @param options The options of this call. Default: those of the configuration.
   * @returns All coupons of the member, in the CRM's order; an empty array if there are none.
   * @throws {CouponError} An error of any kind. After an abort, the promise rejects with the signal's own `reason`
   * instead.
   * @example
   * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { timeoutMs: 3_000 });
   * console.log(coupons[0]?.cpnCode); // 7270000006699
   */
  async listCoupons(query: MemberQuery, options?: RequestOptions): Promise<Coupon[]> {
    if (!isReady()) {
      query = idsOf(query) ?? query;
      await initForCall(options);
    }
    // `await`, because engines take longer for an async function that returns a promise.
    return await this.open().listCoupons(query, options);
  }

  /**
   * Lists the coupons of many members, with a limited number of calls at the same time. Results are yielded as they
   * finish; a member's failure is a result with an `error` and does not end the run. A query that equals one of the
   * last 100,000 different queries is skipped as a duplicate. The source is read only as fast as the results are taken.
   * After an answer with status 429, all calls pause for its `Retry-After`: at most 20 seconds, and 1 second without a
   * `Retry-After`.
   *
   * Leaving the loop early ends the calls in flight. After an abort, the loop throws the signal's own `reason`.
   *
   * @param queries Any iterable or async iterable of members: an array, a generator, the lines of a file.
   * @param options The options of the run and of each of its calls. Default: 4 calls at the same time.
   * @returns One result for each different query.
   * @throws {CouponError} `input`, if an option is invalid or the source is not an iterable.
   * @example
   * for await (const { query, coupons, error } of client.listCouponsOfMembers(queries)) {
   *   console.log(query.memberId, error ? error.kind : coupons.length);
   * }
   */
  listCouponsOfMembers(queries: Iterable<MemberQuery> | AsyncIterable<MemberQuery>, options?: BatchOptions): AsyncIterable<MemberResult> {
    return listMany(this.open, queries, options);
  }

  /**
   * Calls any other endpoint of the CRM, with the same envelope and the same errors. The `data` of the answer is not
   * checked; integers in it beyond 2^53 are rounded.
   *
   * @param endpoint The name of the endpoint: letters, digits, `-` and `_`.
   * @param param An object, encrypted as compact JSON with its keys in the order given.
   * @param options The options of this call. Default: those of the configuration.
   * @returns The answer's `data`.
   * @throws {CouponError} An error of any kind. After an abort, the promise rejects with the signal's own `reason`
   * instead.
   * @example
   * const { list } = await client.call<{ list: unknown[] }>('listMemberStcard', { memberId: 'K1H93QDKI00B7' });
   */
  async call<T = unknown>(endpoint: string, param: object, options?: RequestOptions): Promise<T> {
    if (!isReady()) {
      param = copyOf(param) ?? param;
      await initForCall(options);
    }
    return this.open().call(endpoint, param, options) as Promise<T>;
  }

  /**
   * Encrypts one `param` with the client's cipher, like the function of the same name.
   *
   * @param param An object, a JSON string or bytes.
   * @returns The encrypted param, in upper-case hex by default; see the cipher's `output`.
   * @throws {CouponError} `input` if the param is invalid; `config` if this is a client of a gateway.
   * @example
   * const client = new CouponClient({ ...config, cipher: { key: '12345678' } });
   * client.encryptParam({ memberId: 'K1H93QDKI00B7' }); // '4C2255F48418652A…'
   */
  encryptParam(param: object | string | Uint8Array): string {
    return this.withCipher().encryptParam(param);
  }

  /**
   * Decrypts one `param` with the client's cipher, like the function of the same name.
   *
   * @param param The encrypted param, from {@link encryptParam} or a server.
   * @returns The decrypted text, usually JSON.
   * @throws {CouponError} `input` if the param is malformed or does not decrypt; `config` if this is a client of a gateway.
   * @example
   * client.decryptParam(client.encryptParam('{"platformId":"a"}')); // '{"platformId":"a"}'
   */
  decryptParam(param: string): string {
    return this.withCipher().decryptParam(param);
  }

  /**
   * Builds the body of a request, the envelope, like the function of the same name.
   *
   * @param param An object, encrypted as compact JSON with its keys in the order given.
   * @returns The envelope: three strings, to be sent as JSON.
   * @throws {CouponError} `input` if the param is invalid; `config` if this is a client of a gateway, or if `now` returns
   * no valid time.
   * @example
   * const { param, channel, timestamp } = client.buildEnvelope({ memberId: 'K1H93QDKI00B7' });
   * console.log(channel); // hkl-test
   */
  buildEnvelope(param: object): Envelope {
    return this.withCipher().buildEnvelope(param);
  }

  /** @throws {CouponError} `config`, if this is the client of an entry without a cipher. */
  private withCipher(): ReturnType<typeof this.open> {
    const client = this.open();
    if ('encryptParam' in client) return client;
    throw new CouponError('config', 'cipher: expected a client with a cipher, found a client of a gateway');
  }
}

/** Returns whether a configuration is for a gateway, whose client may be constructed before `init`. */
function isForGateway(config: unknown): boolean {
  try {
    const { gatewayUrl } = config as { gatewayUrl?: unknown };
    return gatewayUrl !== undefined && gatewayUrl !== null;
  } catch {
    // A getter threw. Opening the client reports it.
    return false;
  }
}
