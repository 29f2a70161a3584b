// @ts-check
// Other programs, each in a group of its own, so that what it started ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const MOST_MINUTES = 60;
const LAST_LINES = 40;

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, uid?: number }} options
 */
function begin(program, args, { cwd, env = {}, uid }) {
  // What npm says to the scripts of this repository it would say to those of the copy too.
  const names = Object.keys(process.env).filter((name) => !name.startsWith('npm_') && name !== 'NODE_TEST_CONTEXT');
  const clean = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const given = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^npm_config_(registry|proxy|https_proxy|noproxy|cafile|userconfig)$/i.test(name)));
  const child = spawn(program, args, { cwd, env: { ...clean, ...given, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...(uid === undefined ? {} : { uid, gid: uid }) });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const end = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    } catch {
      // It has ended.
    }
  };
  process.once('exit', end);
  return { child, said: () => said, end };
}

/** @param {string} said */
const lastOf = (said) => said.trimEnd().split('\n').slice(-LAST_LINES).join('\n');

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof begin>[2]} options
 * @returns {Promise<string>} What it printed. Rejects with the end of that where it fails.
 */
export async function command(program, args, options) {
  const { child, said, end } = begin(program, args, options);
  const slow = setTimeout(end, MOST_MINUTES * 60_000);
  const [code, signal] = await once(child, 'close').finally(() => clearTimeout(slow));
  if (code !== 0) throw new Error(`${program} ${args.slice(0, 2).join(' ')} ended with ${code ?? signal}:\n${lastOf(said())}`);
  return said();
}

/**
 * `npm start`, until the desk answers at the address that it prints; then it is ended.
 *
 * @param {string} clone
 * @param {Record<string, string | undefined>} env
 * @param {number} [uid]
 * @returns {Promise<string>} How long that took.
 */
export async function started(clone, env, uid) {
  const began = performance.now();
  const { child, said, end } = begin('npm', ['start'], { cwd: clone, env, uid });
  try {
    /** @type {string | undefined} */
    let address;
    for (;;) {
      address = /coupon desk\s+(\S+)/.exec(said())?.[1];
      if (address) break;
      if (child.exitCode !== null || performance.now() - began > MOST_MINUTES * 60_000) throw new Error(`npm start printed no address:\n${lastOf(said())}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const seconds = (performance.now() - began) / 1000;
    const answer = await fetch(address);
    if (!answer.ok || !(await answer.text()).includes('<html')) throw new Error(`${address}: expected the desk, found ${answer.status}`);
    return `address after ${seconds.toFixed(0)} s`;
  } finally {
    end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}
