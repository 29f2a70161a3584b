// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts one of the servers of this folder as a child process.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startServer(script, ...args) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${script} ended with ${code}`)));
  ended.catch(() => {});
  const [url] = await Promise.race([once(child, 'message'), ended]);
  return { url, close: async () => void child.kill() };
}
