// @ts-check
// What a CRM may send to whoever asks it, in order to end it: each a reply for `crm.reply`. They are made once, since they are large.
import { gzipSync } from 'node:zlib';
import published from '../../sandbox/published-response.json' with { type: 'json' };

/** @typedef {import('./crm.js').Reply} Reply */

const MEBI = 2 ** 20;
const COUPON = JSON.stringify(published.data.list[0]);
const HEAD = '{"msg":"success","code":0,"data":{"list":[';
const TAIL = ']}}';

/** Well-formed coupons, of so many bytes in all and a little more. @param {number} bytes */
function coupons(bytes) {
  const times = Math.ceil(bytes / (Buffer.byteLength(COUPON) + 1));
  return Buffer.from(HEAD + Array(times).fill(COUPON).join(',') + TAIL);
}

/** @param {string | Buffer} body @param {Record<string, string>} [headers] @returns {Reply} */
const answering =
  (body, headers = {}) =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);

/** 82 MiB of well-formed coupons, as some hundred kilobytes of gzip. */
export function bomb() {
  const packed = gzipSync(coupons(82 * MEBI), { level: 9 });
  return { bytes: packed.length, reply: answering(packed, { 'content-encoding': 'gzip' }) };
}

/**
 * Well-formed coupons that never end, as fast as they are taken.
 *
 * @param {(sent: number) => void} [ended] told how many bytes were sent when whoever asked has hung up
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

/** The same, a few bytes a moment. @param {() => void} [ended] told when whoever asked has hung up @returns {Reply} */
export const drip = (ended) => (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write(HEAD);
  const timer = setInterval(() => response.write(`${COUPON},`), 50);
  response.once('close', () => {
    clearInterval(timer);
    ended?.();
  });
};

/** One byte a chunk, which takes whoever keeps the chunks a hundred times their bytes. @returns {Reply} */
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

/** More than may come, as its head says, of which nothing comes. @returns {Reply} */
export const declared = () => (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(1_000 * MEBI) }).write('{');
};

/** A coupon that would do, but for what is in a field that nobody has heard of. @param {number} levels @param {string} [open] @param {string} [close] */
export const nested = (levels, open = '[', close = ']') =>
  answering(`${HEAD}${COUPON.slice(0, -1)},"future":${open.repeat(levels)}1${close.repeat(levels)}}${TAIL}`);

/** 32 MiB of nothing but brackets. */
export const brackets = () => answering(Buffer.alloc(31 * MEBI, '['));

/** A refusal with these words. @param {string} msg */
export const refusing = (msg) => answering(JSON.stringify({ code: 5, msg }));

/** An answer that is right, of so many bytes. @param {number} mebibytes */
export const large = (mebibytes) => answering(coupons(mebibytes * MEBI));
