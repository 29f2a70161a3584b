// @ts-check
// Stops a server without cutting off an answer.
import { Server } from 'node:net';

/**
 * Returns a function that stops the server: it accepts no new requests, closes each connection after its answer is sent, and
 * calls back when all connections are closed. Only its first call counts, so that a second signal cuts off nothing.
 *
 * @param {import('node:http').Server} server
 * @param {number} lateMs after this time the remaining connections are destroyed
 */
export function gracefulStop(server, lateMs) {
  /** The number of unfinished answers of each connection; several if the client pipelines. @type {Map<import('node:net').Socket, number>} */
  const unfinished = new Map();
  let isStopping = false;
  server.on('connection', (socket) => {
    unfinished.set(socket, 0);
    socket.once('close', () => unfinished.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    unfinished.set(socket, (unfinished.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (unfinished.get(socket) ?? 1) - 1;
      if (unfinished.has(socket)) unfinished.set(socket, left);
      if (isStopping && left === 0) socket.end();
    });
  });
  return (/** @type {() => void} */ done) => {
    if (isStopping) return;
    isStopping = true;
    const late = setTimeout(() => server.closeAllConnections(), lateMs);
    // Not http.Server's method, which also destroys connections whose answer is written but not sent yet.
    Server.prototype.close.call(server, () => {
      clearTimeout(late);
      done();
    });
    for (const [socket, answers] of unfinished) if (answers === 0) socket.destroy();
  };
}
