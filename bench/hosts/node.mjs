// @ts-check
// Runs the benchmark in a process of Node.
import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Starts a process of Node that runs `inside/node.mjs`.
 *
 * @param {string} script the bundle
 * @returns {Promise<import('../types.js').ProfiledHost>}
 */
export async function openNode(script) {
  const child = fork(script, { execArgv: ['--expose-gc', '--max-old-space-size=4096'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exit = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`Node ended with ${code ?? signal}`);
  });
  exit.catch(() => {});
  /** @type {Map<number, (answer: { value?: any, error?: string }) => void>} */
  const waiting = new Map();
  child.on('message', (/** @type {any} */ { id, ...answer }) => waiting.get(id)?.(answer));
  let asked = 0;
  await Promise.race([new Promise((resolve) => void waiting.set(0, resolve)), exit]);
  const host = {
    name: 'Node',
    version: `Node ${process.versions.node}`,
    processes: async () => [child.pid ?? 0],
    call: async (/** @type {string} */ name, /** @type {unknown[]} */ ...args) => {
      const id = (asked += 1);
      const answered = new Promise((resolve) => void waiting.set(id, resolve));
      // A failed send means that the child has ended, which `exit` reports.
      child.send({ id, name, args }, () => {});
      const { value, error } = await Promise.race([answered, exit]);
      waiting.delete(id);
      if (error) throw new Error(`Node, ${name}: ${error}`);
      return value;
    },
    profile: async (/** @type {() => Promise<unknown>} */ work) => {
      await host.call('startProfile');
      await work();
      return host.call('stopProfile');
    },
    close: async () => {
      child.kill();
      await exit.catch(() => {});
    },
  };
  return host;
}
