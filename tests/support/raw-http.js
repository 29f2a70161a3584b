// @ts-check
// An HTTP client that sends the path, headers and body unchanged, so that tests can send invalid requests.
import { once } from 'node:events';
import { request as send } from 'node:http';
import { connect } from 'node:net';

/**
 * @typedef {object} Asked
 * @property {string} [method] default POST
 * @property {string} [path] default `/coupons/listCpnItemByMember`
 * @property {Record<string, string | string[] | undefined>} [headers] in addition to the content type; `undefined` omits one
 * @property {unknown} [body] text and bytes unchanged, an async iterable chunk by chunk, anything else as JSON
 * @property {string} [session] sent as a bearer token
 * @property {string} [cookie] sent as a session cookie
 * @property {AbortSignal} [signal]
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string | string[] | undefined>} headers
 * @property {string} head the raw headers
 * @property {string} text the body
 * @property {number} ms the duration
 */

export const LIST = '/coupons/listCpnItemByMember';
const TIMEOUT_MS = 20_000;

/**
 * @param {string} url
 * @param {Asked} asked
 * @returns {Promise<Answer>}
 */
export function ask(url, { method = 'POST', path = LIST, headers = {}, body, session, cookie, signal }) {
  const { hostname, port } = new URL(url);
  const whole = {
    // With `close`, the server may close the connection while the body is still being sent, and its answer is lost.
    connection: 'keep-alive',
    ...(method === 'POST' && { 'content-type': 'application/json' }),
    ...(session && { authorization: `Bearer ${session}` }),
    ...(cookie && { cookie: `session=${cookie}` }),
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = send({ hostname, port, method, path, headers: given, agent: false, signal });
    const late = setTimeout(() => request.destroy(new Error(`${method} ${path}: no answer in ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
    let answered = false;
    request.on('response', async (response) => {
      answered = true;
      const chunks = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
        const head = response.rawHeaders.join('\n');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, head, text: Buffer.concat(chunks).toString(), ms: performance.now() - began });
      } catch (error) {
        reject(error);
      } finally {
        clearTimeout(late);
        request.destroy();
      }
    });
    // An error after the answer is ignored: the server need not read the rest of the request.
    request.on('error', (error) => {
      clearTimeout(late);
      if (!answered) reject(error);
    });
    write(request, body, () => answered).catch(() => undefined);
  });
}

/**
 * @param {import('node:http').ClientRequest} request
 * @param {any} body
 * @param {() => boolean} isAnswered
 */
async function write(request, body, isAnswered) {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return request.end(body);
  if (!body[Symbol.asyncIterator]) return request.end(JSON.stringify(body));
  for await (const chunk of body) {
    if (request.destroyed || isAnswered()) return;
    if (!request.write(chunk)) await drained(request);
  }
  request.end();
}

/**
 * Waits until the request can take more data or is closed. Removes its listeners, because they would accumulate with each chunk.
 *
 * @param {import('node:http').ClientRequest} request
 */
async function drained(request) {
  const listening = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(request, event, { signal: listening.signal })));
  } finally {
    listening.abort();
  }
}

/**
 * Sends bytes over a new connection.
 *
 * @param {string} url
 * @param {string | Uint8Array} bytes text is sent as Latin-1
 * @param {number} [ms] after how long the connection is closed, unless the server closes it before
 * @returns {Promise<string>} the bytes that were received, as Latin-1
 */
export function sendBytes(url, bytes, ms = 1_000) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes));
    const over = setTimeout(() => socket.destroy(), ms);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(over);
      resolve(text);
    });
  });
}

/**
 * The statuses of all answers on a connection.
 *
 * @param {string} text
 */
export function statusesOf(text) {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
