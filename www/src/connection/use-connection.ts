import { computed, shallowRef, watch } from 'vue';
import { config, WAYS, type DeskConfig, type Way } from '../config';
import { isOneOf, useStored } from '../stored';
import type { Client } from './client';
import type { Connection } from './connection';
import { gatewayClient } from './gateway-client';

export function useConnection(): Connection {
  const chosen = useStored<Way>('way', config.modes[0] ?? 'gateway', isOneOf(WAYS));
  // A stored mode may no longer be offered by desk.json.
  const way = computed<Way>({
    get: () => (config.modes.includes(chosen.value) ? chosen.value : (config.modes[0] ?? 'gateway')),
    set: (wanted) => (chosen.value = wanted),
  });
  const lastUsed = useStored('direct', config.direct, isAddress);
  const gateway = gatewayClient();
  // The client has the key schedule in the memory of the WebAssembly module. The key itself is not stored here.
  const direct = shallowRef<Client>();
  // The mode may also change in another tab. The direct client is removed at once in both cases.
  watch(way, (chosen) => void (chosen === 'gateway' && (direct.value = undefined)), { flush: 'sync' });
  const client = computed(() => (way.value === 'gateway' ? gateway : direct.value));
  /** The last choice. A direct connection whose module was still loading when another choice was made is discarded. */
  let choice = 0;

  return {
    way,
    client,
    keyNeeded: computed(() => client.value === undefined),
    lastUsed,
    useGateway: () => {
      choice++;
      way.value = 'gateway';
      // The mode does not change if desk.json offers only direct mode.
      direct.value = undefined;
    },
    useDirect: async ({ channel, baseUrl, cipher }) => {
      const own = ++choice;
      // The cipher module is loaded only when direct mode is used.
      const { default: init, CouponClient: DirectClient } = await import('houcaller-coupons/slim');
      await init();
      if (own !== choice) return;
      // The form for direct mode shows the warning about a key in a page.
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
