// @ts-check
// Plain HTTP, so plain that whatever a caller may send can be sent: every byte of the path, headers and body as given.
import { once } from 'node:events';
import { request as send } from 'node:http';
import { connect } from 'node:net';

/**
 * @typedef {object} Asked
 * @property {string} [method] default POST
 * @property {string} [path] default `/coupons/listCpnItemByMember`
 * @property {Record<string, string | string[] | undefined>} [headers] beside the content type; `undefined` leaves one out
 * @property {unknown} [body] text and bytes as they are, chunks one by one, anything else as JSON
 * @property {string} [session] sent as a bearer token
 * @property {string} [cookie] sent as a session cookie
 * @property {AbortSignal} [signal]
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string | string[] | undefined>} headers
 * @property {string} head every header, as it came
 * @property {string} text the body
 * @property {number} ms how long it took
 */

export const LIST = '/coupons/listCpnItemByMember';
const PATIENCE_MS = 20_000;

/**
 * @param {string} url
 * @param {Asked} asked
 * @returns {Promise<Answer>}
 */
export function ask(url, { method = 'POST', path = LIST, headers = {}, body, session, cookie, signal }) {
  const { hostname, port } = new URL(url);
  const whole = {
    // Whoever is told to close may do so while a body is still under way, and the answer is lost with it.
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
    const late = setTimeout(() => request.destroy(new Error(`${method} ${path}: no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
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
    // Whoever has answered need not read on.
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
 * @param {() => boolean} enough whether it has been answered
 */
async function write(request, body, enough) {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return request.end(body);
  if (!body[Symbol.asyncIterator]) return request.end(JSON.stringify(body));
  for await (const chunk of body) {
    if (request.destroyed || enough()) return;
    if (!request.write(chunk)) await drained(request);
  }
  request.end();
}

/**
 * Waits until the request takes more, or is over. The listeners for the event that did not happen are removed: they would add up chunk by chunk.
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
 * Sends these bytes over a connection of their own.
 *
 * @param {string} url
 * @param {string | Uint8Array} bytes text as Latin-1
 * @param {number} [ms] how long to listen when nobody ends the connection
 * @returns {Promise<string>} everything that came back
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
 * Of every answer in what came back: the next begins right after the body of the one before.
 *
 * @param {string} text
 */
export function statusesOf(text) {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
