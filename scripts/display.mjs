// @ts-check
// Starts a virtual display for a browser that needs one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * @param {string} xvfb the path of the program
 * @returns {Promise<{ DISPLAY: string, close: () => Promise<void> }>}
 */
export async function startDisplay(xvfb) {
  // Xvfb picks a free display number and writes it to file descriptor 3 when it is ready.
  const server = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit');
  process.once('exit', () => server.kill());
  const ready = once(/** @type {import('node:stream').Readable} */ (server.stdio[3]), 'data');
  const [number] = await Promise.race([
    ready,
    ended.then(() => {
      throw new Error('Xvfb did not start');
    }),
  ]);
  return {
    DISPLAY: `:${String(number).trim()}`,
    close: async () => {
      server.kill();
      await ended;
    },
  };
}
