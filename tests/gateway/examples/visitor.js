// @ts-check
// A simulated browser: sends the headers of a page on the server's origin, and keeps the session cookie.

/** @param {string} url the server's, without a trailing slash */
export function visitor(url) {
  /** @type {string | undefined} */
  let cookie;

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ body?: unknown, headers?: Record<string, string | undefined> }} [options] a header that is undefined is not sent
   */
  async function ask(method, path, { body, headers } = {}) {
    const all = {
      'sec-fetch-site': 'same-origin',
      ...(method !== 'GET' && { origin: url }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
      ...headers,
    };
    const response = await fetch(url + path, {
      method,
      headers: Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [/** @type {[string, string]} */ ([name, value])])),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const given = response.headers.get('set-cookie');
    if (given !== null) cookie = /;\s*max-age=0/i.test(given) ? undefined : given.split(';', 1)[0];
    return response;
  }

  return {
    ask,
    /** @param {string} account */
    logIn: (account) => ask('POST', '/session', { body: { account } }),
    logOut: () => ask('DELETE', '/session'),
    session: () => ask('GET', '/session'),
    /**
     * @param {object} query
     * @param {Record<string, string | undefined>} [headers]
     */
    coupons: (query, headers) => ask('POST', '/coupons/listCpnItemByMember', { body: query, ...(headers && { headers }) }),
    get cookie() {
      return cookie;
    },
    set cookie(text) {
      cookie = text;
    },
  };
}
