// @ts-check
// Stops a server without cutting off an answer.
import { Server } from 'node:net';

/**
 * Returns a function that stops the server: it accepts no new requests, closes each connection after its answer is sent, and
 * calls back when all connections are closed.
 *
 * @param {import('node:http').Server} server
 * @param {number} lateMs after this time the remaining connections are destroyed
 */
export function gracefulStop(server, lateMs) {
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
    // Not http.Server's method, which also destroys connections whose answer is written but not sent yet.
    Server.prototype.close.call(server, () => {
      clearTimeout(late);
      done();
    });
    for (const socket of idle) socket.destroy();
  };
}
