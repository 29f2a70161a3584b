import { shallowReactive } from 'vue';
import { isOneOf } from './stored';

export const WAYS = ['gateway', 'direct'] as const;
/** How requests reach the CRM: through a gateway that holds the key, or directly from the page. */
export type Way = (typeof WAYS)[number];

/** The configuration of a deployment, read from `desk.json` in the folder of the page. */
export interface DeskConfig {
  /** The title of the page by language. The default title is used for a language without one. */
  title: Partial<Record<'zh-CN' | 'en', string>>;
  /** The URL of the gateway, which holds the key. */
  gatewayUrl: string;
  /** The modes that the settings offer. The first is the default. */
  modes: readonly Way[];
  /** The initial values of the direct-mode form. The key has no initial value. */
  direct: { channel: string; baseUrl: string };
}

export const config: DeskConfig = shallowReactive({
  title: {},
  gatewayUrl: '/coupons',
  modes: ['gateway'],
  direct: { channel: '', baseUrl: '' },
});

/** Takes the valid fields of the file. A field that is absent or has another type keeps its default. */
export function takeConfig(given: unknown): void {
  const { title, gatewayUrl, modes, direct } = Object(given) as Record<keyof DeskConfig, unknown>;
  const texts = (value: unknown) => Object.fromEntries(Object.entries(Object(value)).filter(([, text]) => typeof text === 'string'));
  config.title = texts(title);
  if (typeof gatewayUrl === 'string' && gatewayUrl) config.gatewayUrl = gatewayUrl;
  const known = Array.isArray(modes) ? [...new Set<unknown>(modes)].filter(isOneOf(WAYS)) : [];
  if (known.length > 0) config.modes = known;
  config.direct = { ...config.direct, ...texts(direct) };
}

/** Loads `desk.json`. Call this before the page is rendered. */
export async function loadConfig(): Promise<void> {
  const response = await fetch(new URL('desk.json', document.baseURI)).catch(() => undefined);
  // Without a readable file the defaults apply: gateway mode.
  takeConfig(response?.ok ? await response.json().catch(() => undefined) : undefined);
}
