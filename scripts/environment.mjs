// @ts-check
// The environment that every command of the build runs in: what a machine's own settings say of other projects is left out.
import { delimiter, resolve } from 'node:path';

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {{ root: string, folders: string[] }} place Where relative paths begin, and what is looked into for programs first.
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(env, { root, folders }) {
  // npm omits the development packages for either of the first two, and its own configuration file may say the same.
  const { NODE_ENV, npm_config_omit, CARGO_TARGET_DIR, CARGO_BUILD_TARGET, ...others } = env;
  return {
    ...others,
    npm_config_include: 'dev',
    // cargo and wasm-pack run in several folders, and an empty one is an error to them.
    ...(CARGO_TARGET_DIR ? { CARGO_TARGET_DIR: resolve(root, CARGO_TARGET_DIR) } : {}),
    PATH: [...folders, env.PATH].join(delimiter),
  };
}
