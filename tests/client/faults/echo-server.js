// @ts-check
// A CRM that echoes the ids and the param of a request in its answer: in the body, the headers, the status line and malformed HTTP.
import { createServer } from 'node:net';
import { once } from 'node:events';

/**
 * @typedef {object} Echoed the values that the server repeats
 * @property {string} memberId
 * @property {string} platformId
 * @property {string} cpnCode
 * @property {string} param the encrypted param of the request
 *
 * @typedef {(echoed: Echoed) => string} Placement builds an answer that has the values in one place; its bytes are Latin-1
 */

/**
 * @param {string} body
 * @param {string} [head]
 */
const page = (body, head = '') => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${head}content-length: ${body.length}\r\n\r\n${body}`;
const empty = (/** @type {string} */ head) => `HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`;
const all = (/** @type {Echoed} */ echoed) => Object.values(echoed).join(' ');

/** @type {Record<string, Placement>} */
export const placements = {
  'the message of a refusal': (echoed) => page(JSON.stringify({ code: 5, msg: `unknown: ${all(echoed)}` })),
  'the code': (echoed) => page(JSON.stringify({ code: echoed.memberId, msg: all(echoed) })),
  'a page of HTML': (echoed) => page(`<h1>${all(echoed)}</h1>`),
  'JSON with a syntax error at the code': (echoed) => page(`{"code":0,"data":{"list":[{"cpnCode":${echoed.cpnCode}x ${all(echoed)}`),
  'names of fields': (echoed) => page(JSON.stringify({ code: 0, data: { list: [{ id: '1', cpnCode: { [all(echoed)]: echoed } }] } })),
  'text that is not UTF-8': (echoed) => page(`{"code":0,"msg":"${all(echoed)}\xff"}`),
  'text that is not the gzip it claims to be': (echoed) => page(all(echoed), 'content-encoding: gzip\r\n'),
  'the reason phrase': (echoed) => empty(`503 ${all(echoed)}`),
  'Retry-After': (echoed) => empty(`429 Slow\r\nretry-after: ${all(echoed)}`),
  'a redirect to another scheme': (echoed) => empty(`307 There\r\nlocation: crm:${all(echoed)}`),
  'a redirect to an invalid address': (echoed) => empty(`307 There\r\nlocation: http://[${all(echoed)}`),
  'a malformed header': (echoed) => empty(`200 OK\r\n${all(echoed)}`),
  'an answer that is not HTTP': (echoed) => `${all(echoed)}\r\n\r\n`,
  'a chunk without its size': (echoed) => `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{"msg":"${all(echoed)}"}\r\n`,
  'a body that breaks off': (echoed) => page(all(echoed)).slice(0, -1),
};

/** Starts the server. `answer` sets what it answers from then on. */
export async function startEchoServer() {
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
     * @param {Placement} placement
     * @param {Omit<Echoed, 'param'>} echoed
     */
    answer: (placement, echoed) => {
      reply = (param) => placement({ ...echoed, param });
    },
    /** The params of all requests so far. */
    params,
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
