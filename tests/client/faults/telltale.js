// @ts-check
// A CRM that repeats what it was sent, in every place where an answer has room for it.
import { createServer } from 'node:net';
import { once } from 'node:events';

/**
 * @typedef {object} Told what it repeats
 * @property {string} memberId
 * @property {string} platformId
 * @property {string} cpnCode
 * @property {string} param as it came
 *
 * @typedef {(told: Told) => string} Telltale the bytes of an answer, in Latin-1
 */

/**
 * @param {string} body
 * @param {string} [head]
 */
const page = (body, head = '') => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${head}content-length: ${body.length}\r\n\r\n${body}`;
const empty = (/** @type {string} */ head) => `HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`;
const all = (/** @type {Told} */ told) => Object.values(told).join(' ');

/** @type {Record<string, Telltale>} */
export const telltales = {
  'the message of a refusal': (told) => page(JSON.stringify({ code: 5, msg: `unknown: ${all(told)}` })),
  'the code': (told) => page(JSON.stringify({ code: told.memberId, msg: all(told) })),
  'a page of HTML': (told) => page(`<h1>${all(told)}</h1>`),
  'JSON that is broken just there': (told) => page(`{"code":0,"data":{"list":[{"cpnCode":${told.cpnCode}x ${all(told)}`),
  'names of fields': (told) => page(JSON.stringify({ code: 0, data: { list: [{ id: '1', cpnCode: { [all(told)]: told } }] } })),
  'text that is not UTF-8': (told) => page(`{"code":0,"msg":"${all(told)}\xff"}`),
  'text that is not the gzip it claims to be': (told) => page(all(told), 'content-encoding: gzip\r\n'),
  'the reason phrase': (told) => empty(`503 ${all(told)}`),
  'Retry-After': (told) => empty(`429 Slow\r\nretry-after: ${all(told)}`),
  'a redirect to another scheme': (told) => empty(`307 There\r\nlocation: crm:${all(told)}`),
  'a redirect to no address at all': (told) => empty(`307 There\r\nlocation: http://[${all(told)}`),
  'a header that is none': (told) => empty(`200 OK\r\n${all(told)}`),
  'an answer that is not HTTP': (told) => `${all(told)}\r\n\r\n`,
  'a chunk without its size': (told) => `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{"msg":"${all(told)}"}\r\n`,
  'a body that breaks off': (told) => page(all(told)).slice(0, -1),
};

/** Starts one; what it answers next is said to it. */
export async function startTelltale() {
  /** @type {string[]} */
  const params = [];
  /** @type {(param: string) => string} */
  let reply = () => '';
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      text += bytes;
      const [head, body] = text.split('\r\n\r\n');
      if (body === undefined || body.length < Number(/content-length: (\d+)/i.exec(head)?.[1])) return;
      text = '';
      const { param } = JSON.parse(body);
      params.push(param);
      socket.end(Buffer.from(reply(param), 'latin1'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/v1`,
    /**
     * @param {Telltale} telltale
     * @param {Omit<Told, 'param'>} told
     */
    answer: (telltale, told) => {
      reply = (param) => telltale({ ...told, param });
    },
    /** Every one that came. */
    params,
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
