// What the build puts in the place of the globals that browsers have and mini-programs have not.
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

// Longer ones are refused there.
const LONGEST_DOUYIN_TIMEOUT_MS = 60_000;

/** `wx.request` as `fetch`, or its like; looked up at each call, as `fetch` is elsewhere. */
export const fetch: typeof globalThis.fetch = (url, init) => hostFetch()(url, init);

function hostFetch(): typeof globalThis.fetch {
  if (typeof wx === 'object') return requestFetch((options) => wx.request(options));
  if (typeof my === 'object') return requestFetch((options) => my.request(options));
  if (typeof tt === 'object') return requestFetch((options) => tt.request(options), LONGEST_DOUYIN_TIMEOUT_MS);
  throw new Error('this host has no wx.request, my.request or tt.request; pass config.fetch');
}

/** Makes the client warn of a key here too: whoever downloads a mini-program can read its code. */
export const document = {};

/** No page's: Taro has a made-up one, of an `https:` page, which would forbid the client to call `http:`. */
export const location = undefined;
