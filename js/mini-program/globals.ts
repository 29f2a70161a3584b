// Globals that browsers have and mini-programs lack. The build injects these.
import { requestFetch, type HostRequest } from './request-fetch.js';

export { AbortController } from './abort-controller.js';
export { AbsoluteUrl as URL } from './absolute-url.js';
export { pathWebAssembly as WebAssembly } from './path-web-assembly.js';
export { Utf8Decoder as TextDecoder, Utf8Encoder as TextEncoder } from '../load/utf8.js';

interface Host {
  request: HostRequest;
}

declare const wx: Host | undefined;
declare const my: Host | undefined;
declare const tt: Host | undefined;

// Douyin rejects a longer time-out.
const MAX_DOUYIN_TIMEOUT_MS = 60_000;

/**
 * `wx.request`, `my.request` or `tt.request` as `fetch`. It is looked up at each call, as the client does with `fetch`
 * on other hosts.
 */
export const fetch: typeof globalThis.fetch = (url, init) => hostFetch()(url, init);

function hostFetch(): typeof globalThis.fetch {
  if (typeof wx === 'object') return requestFetch((options) => wx.request(options));
  if (typeof my === 'object') return requestFetch((options) => my.request(options));
  if (typeof tt === 'object') return requestFetch((options) => tt.request(options), MAX_DOUYIN_TIMEOUT_MS);
  throw new Error('this host has no wx.request, my.request or tt.request; pass config.fetch');
}

/** Makes the client warn of a key, as on a page: whoever downloads a mini-program can read its code. */
export const document = {};

/** Hides Taro's simulated `location` of an `https:` page, because of which the client would refuse to call `http:`. */
export const location = undefined;
