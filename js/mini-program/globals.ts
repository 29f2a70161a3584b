// Globals that browsers have and mini-programs lack. The build injects these.
import { findHost } from './host.js';
import { requestFetch } from './request-fetch.js';

export { AbortController } from './abort-controller.js';
export { AbsoluteUrl as URL } from './absolute-url.js';
export { pathWebAssembly as WebAssembly } from './path-web-assembly.js';
export { Utf8Decoder as TextDecoder, Utf8Encoder as TextEncoder } from '../load/utf8.js';

/** The build replaces `fetch` by the field of this object, which is undefined on a host without a `request`. */
export const host = {
  /** `wx.request`, `my.request` or `tt.request` as `fetch`. */
  get fetch(): typeof globalThis.fetch | undefined {
    const found = findHost();
    return found && requestFetch(found.request);
  },
};

/** Makes the client warn of a key, as on a page: whoever downloads a mini-program can read its code. */
export const document = {};

/** Hides Taro's simulated `location` of an `https:` page, because of which the client would refuse to call `http:`. */
export const location = undefined;
