import type { Cipher } from 'houcaller-coupons/gateway-client';
import type { ComputedRef, ShallowRef } from 'vue';
import type { Way } from '../config';
import type { Client } from './client';

export interface DirectSettings {
  channel: string;
  baseUrl: string;
  cipher: Cipher;
}

/** By which way the CRM is asked. */
export interface Connection {
  way: Readonly<ShallowRef<Way>>;
  /** None in direct mode before there is a key. */
  client: Readonly<ShallowRef<Client | undefined>>;
  keyNeeded: ComputedRef<boolean>;
  /** Channel and address as they were last used; the key is never kept. */
  lastUsed: Readonly<ShallowRef<Omit<DirectSettings, 'cipher'>>>;
  useGateway: () => void;
  /** @throws {CouponError} `config`, naming what is wrong. */
  useDirect: (settings: DirectSettings) => Promise<void>;
}
