// @ts-check
// Answers of a hostile CRM that try to crash or stall the gateway, as values for `crm.reply`.
import { gzipSync } from 'node:zlib';
import published from '../../sandbox/published-response.json' with { type: 'json' };

/** @typedef {import('./crm.js').Reply} Reply */

const MEBI = 2 ** 20;
const COUPON = JSON.stringify(published.data.list[0]);
const HEAD = '{"msg":"success","code":0,"data":{"list":[';
const TAIL = ']}}';

/** A valid answer of at least this size. @param {number} bytes */
function coupons(bytes) {
  const times = Math.ceil(bytes / (Buffer.byteLength(COUPON) + 1));
  return Buffer.from(HEAD + Array(times).fill(COUPON).join(',') + TAIL);
}

/** @param {string | Buffer} body @param {Record<string, string>} [headers] @returns {Reply} */
const answering =
  (body, headers = {}) =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);

/** A valid answer of 82 MiB, compressed with gzip to less than 400 KB. */
export function bomb() {
  const packed = gzipSync(coupons(82 * MEBI), { level: 9 });
  return { bytes: packed.length, reply: answering(packed, { 'content-encoding': 'gzip' }) };
}

/**
 * Valid coupons without an end, as fast as the client reads.
 *
 * @param {(sent: number) => void} [ended] called with the number of bytes sent when the client disconnects
 * @returns {Reply}
 */
export const endless = (ended) => {
  const block = Buffer.from(Array(100).fill(`${COUPON},`).join(''));
  return (_request, response) => {
    let sent = HEAD.length;
    const more = () => {
      while (!response.destroyed) {
        sent += block.length;
        if (!response.write(block)) return;
      }
    };
    response.writeHead(200, { 'content-type': 'application/json' }).write(HEAD);
    response.on('drain', more).once('close', () => ended?.(sent));
    more();
  };
};

/** Valid coupons without an end, one every 50 ms. @param {() => void} [ended] called when the client disconnects @returns {Reply} */
export const drip = (ended) => (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write(HEAD);
  const timer = setInterval(() => response.write(`${COUPON},`), 50);
  response.once('close', () => {
    clearInterval(timer);
    ended?.();
  });
};

/** Chunks of one byte without an end. Storing the chunks takes about a hundred times their size. @returns {Reply} */
export const inPieces = () => {
  const block = Buffer.from('1\r\n \r\n'.repeat(10_000));
  return ({ socket }) => {
    const more = () => {
      while (!socket.destroyed) if (!socket.write(block)) return;
    };
    socket.on('drain', more).write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    more();
  };
};

/** A Content-Length above the limit, but only one byte of the body. @returns {Reply} */
export const declared = () => (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(1_000 * MEBI) }).write('{');
};

/** A valid coupon with a deeply nested unknown field. @param {number} levels @param {string} [open] @param {string} [close] */
export const nested = (levels, open = '[', close = ']') =>
  answering(`${HEAD}${COUPON.slice(0, -1)},"future":${open.repeat(levels)}1${close.repeat(levels)}}${TAIL}`);

/** 31 MiB of opening brackets. */
export const brackets = () => answering(Buffer.alloc(31 * MEBI, '['));

/** A refusal with this message. @param {string} msg */
export const refusing = (msg) => answering(JSON.stringify({ code: 5, msg }));

/** A valid answer of this size. @param {number} mebibytes */
export const large = (mebibytes) => answering(coupons(mebibytes * MEBI));
