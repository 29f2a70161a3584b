// @ts-check
// Runs programs, each in its own process group, so that its child processes end with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const TIMEOUT_MINUTES = 60;
const LAST_LINES = 40;

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, uid?: number }} options
 */
function begin(program, args, { cwd, env = {}, uid }) {
  // Removes the variables that npm sets for scripts of this repository, because they would affect those of the copy.
  const names = Object.keys(process.env).filter((name) => !name.startsWith('npm_') && name !== 'NODE_TEST_CONTEXT');
  const clean = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const given = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^npm_config_(registry|proxy|https_proxy|noproxy|cafile|userconfig)$/i.test(name)),
  );
  const child = spawn(program, args, {
    cwd,
    env: { ...clean, ...given, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const end = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    } catch {
      // The group has already ended.
    }
  };
  process.once('exit', end);
  return { child, output: () => output, end };
}

/** @param {string} output */
const lastLines = (output) => output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof begin>[2]} options
 * @returns {Promise<string>} its output; rejects with the end of the output if the program fails
 */
export async function command(program, args, options) {
  const { child, output, end } = begin(program, args, options);
  const slow = setTimeout(end, TIMEOUT_MINUTES * 60_000);
  const [code, signal] = await once(child, 'close').finally(() => clearTimeout(slow));
  if (code !== 0) throw new Error(`${program} ${args.slice(0, 2).join(' ')} ended with ${code ?? signal}:\n${lastLines(output())}`);
  return output();
}

/**
 * Runs `npm start` until the desk answers at the printed address, and ends it.
 *
 * @param {string} clone
 * @param {Record<string, string | undefined>} env
 * @param {number} [uid]
 * @returns {Promise<string>} the time until the address was printed
 */
export async function started(clone, env, uid) {
  const began = performance.now();
  const { child, output, end } = begin('npm', ['start'], { cwd: clone, env, uid });
  try {
    /** @type {string | undefined} */
    let address;
    for (;;) {
      address = /coupon desk\s+(\S+)/.exec(output())?.[1];
      if (address) break;
      if (child.exitCode !== null || performance.now() - began > TIMEOUT_MINUTES * 60_000)
        throw new Error(`npm start printed no address:\n${lastLines(output())}`);
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
