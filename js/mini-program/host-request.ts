// The `request` function of a mini-program's host, as far as the client uses it.

/**
 * The options that the client passes to a host's `request`.
 *
 * @example
 * const logged: HostRequest = (options: HostRequestOptions) => {
 *   console.log(options.method, options.url);
 *   return wx.request(options);
 * };
 */
export interface HostRequestOptions {
  /** The absolute URL. */
  url: string;
  /** The client sends `POST` only. */
  method: 'GET' | 'POST';
  /** The request headers, under WeChat's name. */
  header: Record<string, string>;
  /** The same request headers, under Alipay's name. */
  headers: Record<string, string>;
  /** The request body. */
  data: string;
  /** Asks Alipay for the answer as bytes. */
  dataType: 'arraybuffer';
  /** Asks WeChat for the answer as bytes. Default: absent on Alipay, where frameworks warn about this option. */
  responseType?: 'arraybuffer';
  /** Whether WeChat follows a redirect. The client asks for `manual`. */
  redirect: 'follow' | 'manual';
  /** Milliseconds after which the host ends the request. */
  timeout: number;
  /** Called with the answer, whatever its status. */
  success: (answer: object) => void;
  /** Called if there is no answer. */
  fail: (failure: object) => void;
}

/**
 * A host's `request` function: `wx.request`, `uni.request`, `Taro.request`, `my.request`, `tt.request` or a similar
 * one.
 *
 * @param options The request, and the callbacks for its outcome.
 * @returns A task with `abort()`, if the host has one.
 * @example
 * const fetch = requestFetch(uni.request satisfies HostRequest);
 */
export type HostRequest = (options: HostRequestOptions) => unknown;
