import { shallowReactive } from 'vue';

export const WAYS = ['gateway', 'direct'] as const;
/** By which way the CRM is asked: through a gateway that holds the key, or by the page itself. */
export type Way = (typeof WAYS)[number];

/** What whoever deploys the desk decides, in `desk.json` beside the page. */
export interface DeskConfig {
  /** In either language; the desk's own where it is absent. */
  title: Partial<Record<'zh-CN' | 'en', string>>;
  /** Where the gateway is. It holds the key. */
  gatewayUrl: string;
  /** Which ways are offered, the first to begin with. */
  modes: readonly Way[];
  /** What direct mode offers to begin with. There is no key to begin with. */
  direct: { channel: string; baseUrl: string };
}

export const config: DeskConfig = shallowReactive({
  title: {},
  gatewayUrl: '/coupons',
  modes: ['gateway'],
  direct: { channel: '', baseUrl: '' },
});

/** Whatever the file does not say, or says in another form, stays as it is. */
export function takeConfig(given: unknown): void {
  const { title, gatewayUrl, modes, direct } = Object(given) as Record<keyof DeskConfig, unknown>;
  const texts = (value: unknown) => Object.fromEntries(Object.entries(Object(value)).filter(([, text]) => typeof text === 'string'));
  config.title = texts(title);
  if (typeof gatewayUrl === 'string' && gatewayUrl) config.gatewayUrl = gatewayUrl;
  const known = Array.isArray(modes) ? WAYS.filter((way) => modes.includes(way)) : [];
  if (known.length > 0) config.modes = known;
  config.direct = { ...config.direct, ...texts(direct) };
}

/** Read before the page is drawn. */
export async function loadConfig(): Promise<void> {
  const response = await fetch(new URL('desk.json', document.baseURI)).catch(() => undefined);
  // A page that was put somewhere without its file is one with a gateway.
  takeConfig(response?.ok ? await response.json().catch(() => undefined) : undefined);
}
