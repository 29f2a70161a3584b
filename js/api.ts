import init, { module } from './module.js';
import type { Cipher, Config, Coupon, DirectConfig, Envelope, MemberQuery, RequestOptions } from './types.js';

export { default } from './module.js';
export { CouponError } from './coupon-error.js';
export type { CouponErrorDetails, CouponErrorKind } from './coupon-error.js';
export { CouponStatus } from './coupon-status.js';
export type * from './types.js';

/**
 * Encrypts one `param`. Call it after `await init()`.
 *
 * @param param An object (written as compact JSON, its keys in the order given), a JSON string (taken as it is) or bytes.
 * @returns Upper-case hex.
 * @throws {CouponError} `config` for the cipher, `input` for the param.
 * @example
 * encryptParam({ memberId: 'K1H93QDKI00B7' }, { key: '12345678' }); // '4C2255F48418652A…'
 */
export function encryptParam(param: object | string | Uint8Array, cipher: Cipher): string {
  return module().encryptParam(param, cipher);
}

/**
 * Builds the body of a request, for those who send it themselves. Call it after `await init()`.
 *
 * @throws {CouponError} `config` for the configuration, `input` for the param.
 * @example
 * buildEnvelope({ memberId: 'K1H93QDKI00B7' }, config); // { param, channel, timestamp }
 */
export function buildEnvelope(param: object, config: DirectConfig): Envelope {
  return module().buildEnvelope(param, config) as Envelope;
}

/**
 * Asks for the coupons of one member. Awaits `init()` itself.
 * For more than one call, a {@link CouponClient} reads the configuration and computes the key schedule only once.
 *
 * @throws {CouponError} every kind; an abort rejects with the signal's own `reason`.
 * @example
 * const coupons = await listCoupons({ memberId: 'K1H93QDKI00B7' }, { baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
 */
export async function listCoupons(query: MemberQuery, config: Config, options?: RequestOptions): Promise<Coupon[]> {
  await init();
  return new CouponClient(config).listCoupons(query, options);
}

/**
 * A client: configured once, the key schedule computed once. Construct it after `await init()`.
 *
 * @example
 * const client = new CouponClient({ baseUrl: '/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
 * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' });
 */
export class CouponClient {
  private readonly client: InstanceType<ReturnType<typeof module>['Client']>;

  /** @throws {CouponError} `config`, naming the field. */
  constructor(config: Config) {
    this.client = new (module().Client)(config);
  }

  /**
   * Asks for the coupons of one member.
   *
   * @throws {CouponError} every kind; an abort rejects with the signal's own `reason`.
   */
  listCoupons(query: MemberQuery, options?: RequestOptions): Promise<Coupon[]> {
    return this.client.listCoupons(query, options);
  }

  /**
   * Encrypts one `param`, as the function of that name does.
   *
   * @throws {CouponError} `input` for the param.
   */
  encryptParam(param: object | string | Uint8Array): string {
    return this.client.encryptParam(param);
  }

  /**
   * Builds the body of a request, as the function of that name does.
   *
   * @throws {CouponError} `input` for the param.
   */
  buildEnvelope(param: object): Envelope {
    return this.client.buildEnvelope(param) as Envelope;
  }
}
