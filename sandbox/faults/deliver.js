// @ts-check
// Faults that change how an answer is sent.
import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { pause } from '../pause.js';

/**
 * How an answer is sent.
 *
 * @typedef {object} Delivery
 * @property {number} delayMs before the first byte
 * @property {number} bodyMs from the head to the end of the body
 * @property {boolean} chunked without `content-length`
 * @property {'all' | 'half' | 'nothing'} sent
 * @property {'complete' | 'close' | 'reset'} end of the connection; `complete` keeps it open for the next request
 */

/** @type {Delivery} */
export const ORDINARY = { delayMs: 0, bodyMs: 0, chunked: false, sent: 'all', end: 'complete' };

const SLOW_PIECES = 20;
const PIECE_BYTES = 64 * 1024;

/** The time for half a body to reach the client before the reset, which may otherwise discard it. */
const SETTLE_MS = 20;

/**
 * @param {import('./page.js').Reply} reply
 * @param {Delivery} delivery
 * @param {object} connection
 * @param {import('node:http').ServerResponse} [connection.outgoing] absent if the app runs without a server
 * @param {AbortSignal} connection.signal aborts when the client disconnects
 * @returns {Promise<Response>}
 */
export async function deliver(reply, delivery, { outgoing, signal }) {
  if (!(await pause(delivery.delayMs, signal))) return RESPONSE_ALREADY_SENT;

  if (delivery.sent === 'all' && delivery.bodyMs === 0 && !delivery.chunked) {
    const { status, body } = reply;
    return new Response(body.length > 0 ? new Uint8Array(body) : null, { status, headers: reply.headers });
  }
  if (!outgoing) return new Response('This fault needs a connection.', { status: 501 });

  await write(reply, delivery, outgoing, signal);
  return RESPONSE_ALREADY_SENT;
}

/**
 * @param {import('./page.js').Reply} reply
 * @param {Delivery} delivery
 * @param {import('node:http').ServerResponse} outgoing
 * @param {AbortSignal} signal
 */
async function write({ status, headers, body }, { bodyMs, chunked, sent, end }, outgoing, signal) {
  const { socket } = outgoing;
  if (sent !== 'nothing') {
    const length = chunked ? {} : { 'content-length': String(body.length) };
    outgoing.writeHead(status, { ...headers, ...length });
    outgoing.flushHeaders();
    const part = sent === 'half' ? body.subarray(0, Math.floor(body.length / 2)) : body;
    try {
      await pipeline(pieces(part, bodyMs, signal), outgoing, { end: end === 'complete' });
    } catch (error) {
      if (!outgoing.destroyed) throw error;
      return;
    }
  }

  if (end === 'close') socket?.destroySoon();
  if (end === 'reset') {
    if (sent !== 'nothing') await pause(SETTLE_MS, signal);
    socket?.resetAndDestroy();
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} overMs
 * @param {AbortSignal} signal
 */
async function* pieces(bytes, overMs, signal) {
  const size = overMs > 0 ? Math.max(1, Math.ceil(bytes.length / SLOW_PIECES)) : PIECE_BYTES;
  const rest = (overMs * size) / bytes.length;
  for (let at = 0; at < bytes.length; at += size) {
    if (!(await pause(overMs > 0 ? rest : 0, signal))) return;
    yield bytes.subarray(at, at + size);
  }
}
