// @ts-check
// Starts a server as its operator does: with environment variables, as a user without privileges, and stopped by a signal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const PATIENCE_MS = 20_000;
// The user nobody on Debian.
const NOBODY = 65_534;

/**
 * @param {string} folder
 * @param {Record<string, string>} environment its variables; of this process only PATH is inherited
 * @param {string} [file]
 */
export function start(folder, environment, file = 'src/server.js') {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(process.execPath, [file], { cwd: folder, env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment }, ...user });
  const program = {
    child,
    printed: '',
    /** @type {Promise<number | string>} */
    ended: once(child, 'close').then(([code, signal]) => code ?? signal),

    /** @returns {Promise<string>} waits until it has printed its address */
    async url() {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const url = /http:\/\/[\w.]+:\d+/.exec(program.printed)?.[0];
        if (url) return url;
        if (child.exitCode !== null || Date.now() > deadline) throw new Error(`it printed no address:\n${program.printed}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },

    /** @param {NodeJS.Signals} [signal] */
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      return program.ended.finally(() => clearTimeout(late));
    },
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (program.printed += text));
  return program;
}
