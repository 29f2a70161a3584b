// @ts-check
import { once } from 'node:events';

/**
 * Starts a server, sends its address to the parent process, and ends with the parent.
 *
 * @param {import('node:net').Server} server
 * @param {'http' | 'https'} scheme
 */
export async function listening(server, scheme) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.on('disconnect', () => process.exit());
  process.send?.(`${scheme}://127.0.0.1:${port}`);
}
