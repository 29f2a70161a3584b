import type { Cipher } from 'houcaller-coupons/gateway-client';
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { config, WAYS, type DeskConfig, type Way } from '../config';
import { isOneOf, useStored } from '../stored';
import type { Client } from './client';
import { gatewayClient } from './gateway-client';

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

export function useConnection(): Connection {
  const chosen = useStored<Way>('way', config.modes[0] ?? 'gateway', isOneOf(WAYS));
  // What was chosen may be offered no longer.
  const way = computed<Way>({
    get: () => (config.modes.includes(chosen.value) ? chosen.value : (config.modes[0] ?? 'gateway')),
    set: (wanted) => (chosen.value = wanted),
  });
  const lastUsed = useStored('direct', config.direct, isAddress);
  const gateway = gatewayClient();
  // The client holds the key schedule in the module's memory; the key itself is not held here at all.
  const direct = shallowRef<Client>();
  // Also where the choice was made in another tab of the browser.
  watch(way, (chosen) => void (chosen === 'gateway' && (direct.value = undefined)), { flush: 'sync' });
  const client = computed(() => (way.value === 'gateway' ? gateway : direct.value));

  return {
    way,
    client,
    keyNeeded: computed(() => client.value === undefined),
    lastUsed,
    useGateway: () => (way.value = 'gateway'),
    useDirect: async ({ channel, baseUrl, cipher }) => {
      // The cipher is loaded when somebody asks for it.
      const { default: init, CouponClient: DirectClient } = await import('houcaller-coupons/slim');
      await init();
      // Whoever set this up read, on the same screen, what it means.
      direct.value = new DirectClient({ channel, baseUrl, cipher, dangerouslyAllowBrowser: true });
      lastUsed.value = { channel, baseUrl };
      way.value = 'direct';
    },
  };
}

function isAddress(value: unknown): value is DeskConfig['direct'] {
  const { channel, baseUrl } = Object(value) as Partial<DeskConfig['direct']>;
  return typeof channel === 'string' && typeof baseUrl === 'string';
}
