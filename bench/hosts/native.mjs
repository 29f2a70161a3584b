// @ts-check
// Runs the benchmark in a native program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { install } from '../../scripts/programs.mjs';
import { output, root, run } from '../../scripts/run.mjs';

const CRATE = join(root, 'bench', 'native');
const TARGET = join(root, 'target', 'bench-native');

/**
 * The upper bounds: the `des` crate and OpenSSL's legacy provider, in a program without JavaScript.
 *
 * @returns {Promise<import('../types.js').Host>}
 */
export async function openNative() {
  await findOpenSslHeaders();
  await run('cargo', ['build', '--release', '--locked', '--quiet', '--manifest-path', join(CRATE, 'Cargo.toml')], { CARGO_TARGET_DIR: TARGET });
  const child = spawn(join(TARGET, 'release', 'native'), { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit').catch(() => {});
  // A failed write means that the program has ended, which is reported when its output ends.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: 'native',
    version: `${output('rustc', ['--version'])}; ${await lines.next().then(({ value }) => value)}`,
    processes: async () => [child.pid ?? 0],
    call: async (name, _, task) => {
      // The program keeps no state, so each measurement sends the whole task.
      if (name !== 'timeOf') return undefined;
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('the native program ended');
      const answer = JSON.parse(value);
      if (answer.error) throw new Error(`native: ${answer.error}`);
      return answer.nanoseconds;
    },
    close: async () => {
      child.stdin.end();
      await exit;
    },
  };
}

/** Finds OpenSSL's headers, or installs them. */
async function findOpenSslHeaders() {
  if (output('pkg-config', ['--exists', 'libcrypto']) === undefined) await install({ name: 'OpenSSL’s headers', packages: ['libssl-dev', 'pkg-config'] });
}
