// @ts-check
import { createCipheriv } from 'node:crypto';
import { ENDPOINT, SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';

export const PUBLISHED_MEMBER = 'K1H93QDKI00B7';
export const PUBLISHED_PLATFORM = 'oEv-It_aoh7mzEinzyPhnR0-uVc41';

/**
 * @param {string | Uint8Array} plaintext
 * @param {string} [key]
 */
export function encrypt(plaintext, key = SANDBOX_KEY) {
  const single = Buffer.from(key).subarray(0, 8);
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([single, single, single]), null);
  return Buffer.concat([cipher.update(plaintext), cipher.final()])
    .toString('hex')
    .toUpperCase();
}

/**
 * @param {unknown} query
 * @param {Record<string, unknown>} [fields] replace those of a valid envelope; `undefined` omits one
 */
export function envelope(query, fields = {}) {
  return {
    param: encrypt(JSON.stringify(query)),
    channel: SANDBOX_CHANNEL,
    timestamp: String(Date.now()),
    ...fields,
  };
}

/**
 * @typedef {object} PostOptions
 * @property {string} [search]
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {RequestRedirect} [redirect]
 *
 * @param {string} url of the sandbox
 * @param {unknown} body an object, which is sent as JSON, or text, which is sent unchanged
 * @param {PostOptions} [options]
 */
export function post(url, body, { search = '', headers = {}, ...options } = {}) {
  return fetch(`${url}${ENDPOINT}${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...options,
  });
}

/**
 * @typedef {Record<string, any>} Coupon
 *
 * @param {string} url
 * @param {{ memberId?: string, platformId?: string }} query
 * @param {Record<string, unknown>} [fields]
 * @returns {Promise<Coupon[]>}
 */
export async function listCoupons(url, query, fields) {
  const response = await post(url, envelope(query, fields));
  const answer = /** @type {any} */ (await response.json());
  if (answer.code !== 0) throw new Error(`code ${answer.code}`);
  return answer.data.list;
}

/**
 * Checks the check digit from the right, independently of the sandbox's code.
 *
 * @param {string} code
 */
export function isEan13(code) {
  if (!/^\d{13}$/.test(code)) return false;
  let sum = 0;
  for (let fromRight = 0; fromRight < 13; fromRight += 1) {
    sum += Number(code[12 - fromRight]) * (fromRight % 2 === 1 ? 3 : 1);
  }
  return sum % 10 === 0;
}
