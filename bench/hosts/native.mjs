// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { install } from '../../scripts/programs.mjs';
import { output, root, run } from '../../scripts/run.mjs';

const CRATE = join(root, 'bench', 'native');
const TARGET = join(root, 'target', 'bench-native');

/**
 * The limits: the `des` crate and OpenSSL's legacy provider, in a program without JavaScript.
 *
 * @returns {Promise<import('../types.js').Host>}
 */
export async function openNative() {
  await library();
  await run('cargo', ['build', '--release', '--locked', '--quiet', '--manifest-path', join(CRATE, 'Cargo.toml')], { CARGO_TARGET_DIR: TARGET });
  const child = spawn(join(TARGET, 'release', 'native'), { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit').catch(() => {});
  // What a program that has gone cannot be told, its end tells.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: 'native',
    version: `${output('rustc', ['--version'])}; ${await lines.next().then(({ value }) => value)}`,
    processes: async () => [child.pid ?? 0],
    call: async (name, _, task) => {
      // It keeps nothing: each measurement has its task.
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

/** OpenSSL's headers. */
async function library() {
  if (output('pkg-config', ['--exists', 'libcrypto']) === undefined) await install({ name: 'OpenSSL’s headers', packages: ['libssl-dev', 'pkg-config'] });
}
