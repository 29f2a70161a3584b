import { computed, shallowRef, watch } from 'vue';
import { config, WAYS, type DeskConfig, type Way } from '../config';
import { isOneOf, useStored } from '../stored';
import type { Client } from './client';
import type { Connection } from './connection';
import { gatewayClient } from './gateway-client';

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
