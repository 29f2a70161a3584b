// @ts-check
// The connections of a server, so that it can end without cutting an answer off.
import { Server } from 'node:net';

/**
 * Returns a function that takes no new requests, ends each connection once its answer has been sent, and calls back when all have ended.
 *
 * @param {import('node:http').Server} server
 * @param {number} lateMs after which the connections that are left are cut
 */
export function stoppable(server, lateMs) {
  /** @type {Set<import('node:net').Socket>} */
  const idle = new Set();
  let isStopping = false;
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (isStopping) socket.end();
      else if (!socket.destroyed) idle.add(socket);
    });
  });
  return (/** @type {() => void} */ done) => {
    isStopping = true;
    const late = setTimeout(() => server.closeAllConnections(), lateMs);
    // The method of http.Server also destroys connections whose answer has been written, and not been sent yet.
    Server.prototype.close.call(server, () => {
      clearTimeout(late);
      done();
    });
    for (const socket of idle) socket.destroy();
  };
}
