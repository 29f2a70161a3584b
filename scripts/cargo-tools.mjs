// @ts-check
// Finds programs of crates on PATH in the right version, or installs them: with cargo-binstall if the machine has it, else
// with `cargo install`.
import { join } from 'node:path';
import { output, run } from './run.mjs';
import { tools } from './places.mjs';
import { say } from './say.mjs';

/** @typedef {{ program: string, crate: string, version: string }} Tool */

/**
 * @param {Tool[]} wanted each in exactly this version
 */
export async function cargoTools(wanted) {
  const missing = missingOf(wanted);
  if (missing.length === 0) return;
  const stillMissing = output('cargo', ['binstall', '-V']) === undefined ? missing : await installPrebuilt(missing);
  if (stillMissing.length > 0) await compile(stillMissing);
}

/**
 * @param {string} program
 * @param {string} crate
 * @param {string} version
 */
export const cargoTool = (program, crate, version) => cargoTools([{ program, crate, version }]);

/** @param {Tool[]} wanted */
function missingOf(wanted) {
  return wanted.filter(({ program, version }) => !output(program, ['--version'])?.split(/\s+/).includes(version));
}

/** @param {Tool[]} missing */
const specifiers = (missing) => missing.map(({ crate, version }) => `${crate}@${version}`);

/**
 * @param {Tool[]} missing
 * @returns {Promise<Tool[]>} the tools that have no prebuilt program
 */
async function installPrebuilt(missing) {
  say(`fetching ${specifiers(missing).join(' and ')} with cargo-binstall`);
  // cargo-binstall must not compile, because it would make slow optimised builds.
  const args = ['binstall', '--no-confirm', '--disable-strategies', 'compile', '--root', tools, ...specifiers(missing)];
  await run('cargo', args).catch(() => say('cargo-binstall could not install them'));
  return missingOf(missing);
}

/** @param {Tool[]} missing */
async function compile(missing) {
  say(`building ${specifiers(missing).join(' and ')} into ${tools} (once; one to three minutes)`);
  // One target folder, because they share many dependencies. What only takes time to compile is left out, because they run
  // only for a second and download nothing: optimisations, debug information, checks of overflow, unwinding, and TLS.
  const variables = {
    CARGO_TARGET_DIR: join(tools, 'target'),
    CARGO_INCREMENTAL: '0',
    CARGO_PROFILE_DEV_DEBUG: '0',
    CARGO_PROFILE_DEV_DEBUG_ASSERTIONS: 'false',
    CARGO_PROFILE_DEV_OVERFLOW_CHECKS: 'false',
    CARGO_PROFILE_DEV_PANIC: 'abort',
    CARGO_PROFILE_DEV_CODEGEN_UNITS: '16',
  };
  await run('cargo', ['install', ...specifiers(missing), '--debug', '--no-default-features', '--quiet', '--root', tools], variables).catch(() => {
    throw new Error(`${specifiers(missing).join(' and ')}: missing, and cargo could not build them: see its output above.`);
  });
}
