// @ts-check
// A TCP proxy in front of a server that can vanish as a machine without power does: its connections stay open, but nothing
// arrives any more. New connections reach a server that answers, or one that accepts them and never answers.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** @param {string} url the server's */
export async function startVanishingProxy(url) {
  const { protocol, hostname, port } = new URL(url);
  /** @type {Set<{ forwards: boolean }>} */
  const connections = new Set();
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  let answersNew = true;
  let accepted = 0;
  const server = createServer((client) => {
    accepted += 1;
    const target = connect(Number(port), hostname);
    const connection = { forwards: answersNew };
    connections.add(connection);
    for (const [from, to] of [
      [client, target],
      [target, client],
    ]) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('data', (bytes) => connection.forwards && to.write(bytes));
      from.once('close', () => {
        sockets.delete(from);
        if (connection.forwards) to.destroy();
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `${protocol}//127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`,
    /** How many connections there have been. */
    get accepted() {
      return accepted;
    },
    /** @param {boolean} answers whether connections from now on are answered */
    answerNew(answers) {
      answersNew = answers;
    },
    vanish() {
      for (const connection of connections) connection.forwards = false;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
