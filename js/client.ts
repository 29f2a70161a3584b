// A client as functions: what it holds, and above all its headers, is not for whoever prints it.
import { readOptions } from './call-options.js';
import { ask, type Run } from './call.js';
import { decrypt, encrypt, openCipher, type Cipher } from './cipher.js';
import { readConfiguration, type Configuration } from './configuration.js';
import { CouponError } from './coupon-error.js';
import { couponsOf } from './decode.js';
import { seal } from './envelope.js';
import { encrypted, json, plaintext } from './plaintext.js';
import { endpointName, memberJson } from './query.js';
import type { Coupon, Envelope, MemberQuery, RequestOptions } from './types.js';

const LIST_COUPONS = 'listCpnItemByMember';

export interface Client {
  listCoupons(query: MemberQuery, options?: RequestOptions | null, run?: Run): Promise<Coupon[]>;
  call(endpoint: string, param: object, options?: RequestOptions | null): Promise<unknown>;
  /** Looks at what a call may carry, without making one. */
  checkOptions(options: unknown): void;
  encryptParam(param: unknown): string;
  decryptParam(param: unknown): string;
  buildEnvelope(param: unknown): Envelope;
  /** Gives the cipher's memory back. No other function works after it. */
  free(): void;
}

/**
 * Reads a configuration and computes the key schedule.
 *
 * @throws {CouponError} `config`, naming the field.
 */
export function openClient(config: unknown): Client {
  let opened: Cipher | undefined;
  try {
    return clientOf(readConfiguration(config, (settings) => (opened = openCipher(settings))));
  } catch (error) {
    opened?.free();
    throw error;
  }
}

function clientOf(configuration: Configuration<Cipher>): Client {
  const { direct, now, call } = configuration;
  const own = () => {
    if (direct) return direct;
    throw new CouponError('config', 'cipher: expected a client that has one, found one of a gateway');
  };
  const question = (endpoint: string, plaintext: string) => {
    if (!direct) return { endpoint, plaintext, body: () => plaintext };
    const param = encrypt(direct.cipher, plaintext);
    return { endpoint, plaintext, param, body: () => JSON.stringify(seal(param, direct.channel, now)) };
  };
  return {
    // Asynchronous, so that whatever is wrong rejects.
    async listCoupons(query, options, run) {
      const read = (data: unknown) => couponsOf(data) as Coupon[];
      return ask(configuration, Object.assign(question(LIST_COUPONS, memberJson(query)), { read, run }), options);
    },
    async call(endpoint, given, options) {
      const name = endpointName(endpoint);
      return ask(configuration, Object.assign(question(name, json(given)), { read: (data: unknown) => data }), options);
    },
    checkOptions: (options) => void readOptions(options, call),
    encryptParam: (param) => encrypt(own().cipher, plaintext(param)),
    decryptParam: (param) => decrypt(own().cipher, encrypted(param)),
    buildEnvelope: (param) => seal(encrypt(own().cipher, json(param)), own().channel, now),
    free: () => direct?.cipher.free(),
  };
}
