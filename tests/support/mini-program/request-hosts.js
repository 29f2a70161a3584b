// @ts-check
// `wx.request` and what other hosts made after it, as their documentation has them, over real HTTP.

/**
 * What comes of a request, before a host puts it into its own words.
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
 * @typedef {(sent: Sent) => Sent} Change of a request on its way out
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

/** Hosts hand fields on as servers write them. */
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
 * WeChat's: `header`, `responseType`, 60 seconds, callbacks and a task.
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
      // A redirect that is not followed is told there only, and ends the request.
      if (redirect === 'manual' && status >= 300 && status < 400) return;
      const data = responseType === 'arraybuffer' ? bytes : dataType === 'json' ? parsed(bytes) : text(bytes);
      success?.({ data, statusCode: status, header: headers, cookies: [], errMsg: 'request:ok' });
    });
    return { abort, onHeadersReceived: (/** @type {Function} */ listener) => void listeners.add(listener), offHeadersReceived() {} };
  };
}

const LONGEST_DOUYIN_TIMEOUT_MS = 60_000;

/**
 * Douyin's: WeChat's, but it waits no longer than 60 seconds, and takes no request that asks for more.
 *
 * @param {{ change?: Change }} [settings]
 */
export function ttRequest(settings) {
  const request = wxRequest(settings);
  return (/** @type {Options} */ options) => {
    if (!(options.timeout > LONGEST_DOUYIN_TIMEOUT_MS)) return request(options);
    setTimeout(() => options.fail?.({ errMsg: 'request:fail invalid timeout' }));
    return { abort() {} };
  };
}

/**
 * uni-app's: WeChat's, but a promise where no callback is given.
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
 * Taro's: the task is a promise as well, which rejects with what `fail` is told.
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
 * Alipay's: `headers` and `status`, no `responseType`, 30 seconds, and a status that is an error makes a failure.
 *
 * @param {{ change?: Change, tellsStatus?: boolean }} [settings] whether such a failure says which
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
