// @ts-check
// `wx.request` and the similar functions of other hosts, as documented by them, over real HTTP.

/**
 * The outcome of a request, before it is converted to the form of a host.
 * @typedef {object} Ended
 * @property {{ status: number, headers: Record<string, string>, bytes: ArrayBuffer }} [answer]
 * @property {'timeout' | 'abort' | 'network'} [failed]
 *
 * @typedef {object} Sent
 * @property {string} url
 * @property {string} method
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number} timeoutMs
 * @property {RequestRedirect} [redirect]
 *
 * @typedef {(sent: Sent) => Sent} Change changes a request before it is sent
 * @typedef {Record<string, any>} Options
 */

/**
 * @param {Sent} sent
 * @returns {{ abort: () => void, ended: Promise<Ended> }}
 */
function exchange({ url, method, headers, body, timeoutMs, redirect }) {
  const controller = new AbortController();
  /** @type {Ended['failed']} */
  let failed;
  const end = (/** @type {Ended['failed']} */ why) => {
    failed ??= why;
    controller.abort();
  };
  const timer = setTimeout(end, timeoutMs, 'timeout');
  const ended = fetch(url, { method, headers, body: body || undefined, redirect, signal: controller.signal })
    .then(async (response) => ({
      answer: { status: response.status, headers: capitalised(response.headers), bytes: await response.arrayBuffer() },
    }))
    .catch(() => ({ failed: failed ?? /** @type {const} */ ('network') }))
    .finally(() => clearTimeout(timer));
  return { abort: () => end('abort'), ended };
}

/** Hosts do not convert the names of headers to lower case. */
const capitalised = (/** @type {Headers} */ headers) =>
  Object.fromEntries([...headers].map(([name, value]) => [name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]));

const text = (/** @type {ArrayBuffer} */ bytes) => new TextDecoder().decode(bytes);

/** @param {ArrayBuffer} bytes */
function parsed(bytes) {
  try {
    return JSON.parse(text(bytes));
  } catch {
    return text(bytes);
  }
}

const WECHAT_FAILURES = {
  timeout: { errMsg: 'request:fail timeout', errno: 5 },
  abort: { errMsg: 'request:fail abort', errno: 600003 },
  network: { errMsg: 'request:fail errcode:-101 cronet_error_code:-101 error_msg:net::ERR_CONNECTION_RESET', errno: 600001 },
};

/**
 * WeChat: `header`, `responseType`, a time-out of 60 seconds, callbacks, and a task as the result.
 *
 * @param {{ change?: Change, legalDomains?: string[] }} [settings]
 */
export function wxRequest({ change = (sent) => sent, legalDomains } = {}) {
  return (/** @type {Options} */ options) => {
    const {
      url,
      method = 'GET',
      header = {},
      data = '',
      dataType = 'json',
      responseType = 'text',
      timeout = 60_000,
      redirect = 'follow',
      success,
      fail,
    } = options;
    if (legalDomains && !legalDomains.includes(new URL(url).host)) {
      setTimeout(() => fail?.({ errMsg: 'request:fail url not in domain list', errno: 600002 }));
      return { abort() {} };
    }
    const headers = { 'content-type': 'application/json', ...header };
    const { abort, ended } = exchange(change({ url, method, headers, body: data, timeoutMs: timeout, redirect }));
    /** @type {Set<Function>} */
    const listeners = new Set();
    ended.then(({ answer, failed }) => {
      if (!answer) return fail?.(WECHAT_FAILURES[failed ?? 'network']);
      const { status, headers, bytes } = answer;
      listeners.forEach((listener) => listener({ statusCode: status, header: headers, cookies: [] }));
      // A redirect that is not followed ends the request, and only these listeners are called.
      if (redirect === 'manual' && status >= 300 && status < 400) return;
      const data = responseType === 'arraybuffer' ? bytes : dataType === 'json' ? parsed(bytes) : text(bytes);
      success?.({ data, statusCode: status, header: headers, cookies: [], errMsg: 'request:ok' });
    });
    return { abort, onHeadersReceived: (/** @type {Function} */ listener) => void listeners.add(listener), offHeadersReceived() {} };
  };
}

const LONGEST_DOUYIN_TIMEOUT_MS = 60_000;

/**
 * Douyin: like WeChat, but it refuses a time-out of more than 60 seconds, and follows redirects by itself.
 *
 * @param {{ change?: Change }} [settings]
 */
export function ttRequest(settings) {
  const request = wxRequest(settings);
  return (/** @type {Options} */ options) => {
    if (!(options.timeout > LONGEST_DOUYIN_TIMEOUT_MS)) return request({ ...options, redirect: 'follow' });
    setTimeout(() => options.fail?.({ errMsg: 'request:fail invalid timeout' }));
    return { abort() {} };
  };
}

/**
 * uni-app: like WeChat, but without callbacks it returns a promise.
 *
 * @param {{ change?: Change }} [settings]
 */
export function uniRequest(settings) {
  const request = wxRequest(settings);
  return (/** @type {Options} */ options) => {
    if (options.success || options.fail || options.complete) return request(options);
    return new Promise((success, fail) => request({ ...options, success, fail }));
  };
}

/**
 * Taro: like WeChat, but the task is also a promise, which rejects with the argument of `fail`.
 *
 * @param {{ change?: Change }} [settings]
 */
export function taroRequest(settings) {
  const request = wxRequest(settings);
  return (/** @type {Options} */ options) => {
    /** @type {{ abort: () => void } | undefined} */
    let task;
    const promise = new Promise((resolve, reject) => {
      const both = (/** @type {Function} */ settle, /** @type {Function | undefined} */ tell) => (/** @type {unknown} */ result) => {
        tell?.(result);
        settle(result);
      };
      task = request({ ...options, success: both(resolve, options.success), fail: both(reject, options.fail) });
    });
    return Object.assign(promise, { abort: () => task?.abort() });
  };
}

const ALIPAY_FAILURES = {
  timeout: { error: 13, errorMessage: 'request timeout' },
  abort: { error: 9, errorMessage: 'request abort' },
  network: { error: 12, errorMessage: 'network error' },
};

/**
 * Alipay: `headers` and `status`, no `responseType`, a time-out of 30 seconds, and `fail` is called for an HTTP error status.
 *
 * @param {{ change?: Change, tellsStatus?: boolean }} [settings] `tellsStatus`: whether `fail` gets that status
 */
export function myRequest({ change = (sent) => sent, tellsStatus = true } = {}) {
  return (/** @type {Options} */ options) => {
    if ('responseType' in options) throw new Error('my.request: unknown option responseType');
    const { url, method = 'GET', headers = {}, data = '', dataType = 'json', timeout = 30_000, success, fail } = options;
    const { abort, ended } = exchange(change({ url, method, headers: { 'content-type': 'application/json', ...headers }, body: data, timeoutMs: timeout }));
    ended.then(({ answer, failed }) => {
      if (!answer) return fail?.(ALIPAY_FAILURES[failed ?? 'network']);
      const { status, headers, bytes } = answer;
      if (status >= 400) return fail?.({ error: 19, errorMessage: 'http status error', ...(tellsStatus ? { status, headers, data: text(bytes) } : {}) });
      success?.({ data: dataType === 'arraybuffer' ? bytes : dataType === 'json' ? parsed(bytes) : text(bytes), status, headers });
    });
    return { abort };
  };
}
