// @ts-check
// Starts servers as child processes, and asks them questions.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Child
 * @property {string} url
 * @property {number} port
 * @property {<T>(question: string) => Promise<T>} ask a question that `served.mjs` or the script answers
 * @property {() => Promise<void>} kill with SIGKILL
 * @property {string[]} failures unhandled rejections, warnings and an unexpected exit
 */

/**
 * Starts a script that calls `serve`. Its output is discarded, but it is written, because logging is part of the cost.
 *
 * @param {string} script relative to this folder
 * @param {Record<string, string | number | undefined>} [options] `--name value`
 * @param {string[]} [execArgv] for Node
 * @returns {Promise<Child>}
 */
export async function start(script, options = {}, execArgv = []) {
  const args = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(path, args, { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = once(child, 'exit');
  /** @type {string[]} */
  const failures = [];
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  let ended = false;
  let asked = 0;
  child.on('message', (/** @type {any} */ { id, answer, failure }) => {
    if (failure) failures.push(failure);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  exit.then(([code, signal]) => {
    if (!ended) failures.push(`${script} ended with ${code ?? signal}`);
  });
  /** @type {Promise<string>} */
  const url = new Promise((resolve) => void waiting.set(0, resolve));
  const ending = exit.then(([code, signal]) => Promise.reject(new Error(`${script} ended with ${code ?? signal}`)));
  ending.catch(() => undefined);
  const address = await Promise.race([url, ending]);
  return {
    url: address,
    port: Number(new URL(address).port),
    failures,
    ask: (question) => {
      const id = ++asked;
      const answer = new Promise((resolve) => void waiting.set(id, resolve));
      child.send({ id, question });
      return /** @type {Promise<any>} */ (Promise.race([answer, ending]));
    },
    kill: async () => {
      ended = true;
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/**
 * Starts children, runs the work, and stops the children even if the work fails.
 *
 * @template T
 * @param {Array<Promise<Child>>} starting
 * @param {(...children: Child[]) => Promise<T>} work
 */
export async function withChildren(starting, work) {
  const settled = await Promise.allSettled(starting);
  const children = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    return await work(...children);
  } finally {
    await Promise.all(children.map((child) => child.kill()));
  }
}
