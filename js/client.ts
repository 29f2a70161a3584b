// A client as functions: what it holds, and above all its headers, is not for whoever prints it.
import { readOptions } from './call-options.js';
import { ask } from './call.js';
import { decrypt, encrypt, openCipher, type Cipher } from './cipher.js';
import { readConfiguration } from './configuration.js';
import { couponsOf } from './decode.js';
import { seal } from './envelope.js';
import { encrypted, json, plaintext } from './plaintext.js';
import { endpointName, memberJson } from './query.js';
import type { Coupon, Envelope, MemberQuery, RequestOptions } from './types.js';

const LIST_COUPONS = 'listCpnItemByMember';

export interface Client {
  /** Before each attempt after the first, `gate` is called and what it returns is awaited. */
  listCoupons(query: MemberQuery, options?: RequestOptions | null, gate?: () => unknown): Promise<Coupon[]>;
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

function clientOf(configuration: ReturnType<typeof readConfiguration<Cipher>>): Client {
  const { cipher, channel, now, call } = configuration;
  return {
    // Asynchronous, so that whatever is wrong rejects.
    async listCoupons(query, options, gate) {
      const json = memberJson(query);
      const param = encrypt(cipher, json);
      return ask(configuration, { endpoint: LIST_COUPONS, plaintext: json, param, read: (data) => couponsOf(data) as Coupon[], gate }, options);
    },
    async call(endpoint, given, options) {
      const name = endpointName(endpoint);
      const text = json(given);
      return ask(configuration, { endpoint: name, plaintext: text, param: encrypt(cipher, text), read: (data) => data }, options);
    },
    checkOptions: (options) => void readOptions(options, call),
    encryptParam: (param) => encrypt(cipher, plaintext(param)),
    decryptParam: (param) => decrypt(cipher, encrypted(param)),
    buildEnvelope: (param) => seal(encrypt(cipher, json(param)), channel, now),
    free: () => cipher.free(),
  };
}
