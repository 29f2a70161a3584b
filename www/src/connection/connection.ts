import type { Cipher } from 'houcaller-coupons/gateway-client';
import type { ComputedRef, ShallowRef } from 'vue';
import type { Way } from '../config';
import type { Client } from './client';

export interface DirectSettings {
  channel: string;
  baseUrl: string;
  cipher: Cipher;
}

/** The connection to the CRM: the mode and the client for it. */
export interface Connection {
  way: Readonly<ShallowRef<Way>>;
  /** Undefined in direct mode until a key is entered. */
  client: Readonly<ShallowRef<Client | undefined>>;
  keyNeeded: ComputedRef<boolean>;
  /** The channel and base URL that were last used. The key is never stored. */
  lastUsed: Readonly<ShallowRef<Omit<DirectSettings, 'cipher'>>>;
  useGateway: () => void;
  /** @throws {CouponError} `config`: the message names the wrong field. */
  useDirect: (settings: DirectSettings) => Promise<void>;
}
