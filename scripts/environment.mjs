// @ts-check
// The environment of every command of the build, without the machine's settings for other projects.
import { delimiter, resolve } from 'node:path';

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {{ root: string, folders: string[] }} place the base of relative paths, and the folders to put first on PATH
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(env, { root, folders }) {
  // NODE_ENV, npm_config_omit and npm's configuration file can each make npm omit the development packages.
  const { NODE_ENV, npm_config_omit, CARGO_TARGET_DIR, CARGO_BUILD_TARGET, ...others } = env;
  return {
    ...others,
    npm_config_include: 'dev',
    // Absolute, because cargo and wasm-pack run in several folders. Not set if empty, which is an error to them.
    ...(CARGO_TARGET_DIR ? { CARGO_TARGET_DIR: resolve(root, CARGO_TARGET_DIR) } : {}),
    PATH: [...folders, env.PATH].join(delimiter),
  };
}
