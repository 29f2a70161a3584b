// @ts-check
// Runs programs at the root of the repository.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentFor } from './environment.mjs';
import { toolsBin } from './places.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The environment in which every command of the build finds its tools. */
export function environment() {
  return environmentFor(process.env, { root, folders: [toolsBin, join(root, 'node_modules', '.bin')] });
}

/**
 * Runs a program at the root of the repository and shows what it prints.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [variables] `undefined` removes a variable
 * @returns {Promise<void>} Rejects if the exit code is not 0.
 */
export function run(program, args, variables = {}) {
  return new Promise((resolve, reject) => {
    const env = { ...environment(), ...variables };
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => reject(new Error(`${program}: ${error.message}`)));
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args[0] ?? ''} ended with ${code ?? signal}`));
    });
  });
}

/**
 * The output of a program, or `undefined` if the program is missing or fails.
 *
 * @param {string} program
 * @param {string[]} args
 */
export function output(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, env: environment(), encoding: 'utf8', maxBuffer: Infinity });
  return status === 0 ? stdout.trim() : undefined;
}
