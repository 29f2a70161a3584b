// @ts-check
// Programs of crates: taken where they are on PATH in the right version, brought by cargo-binstall where the machine has it, or else compiled.
import { join } from 'node:path';
import { output, run } from './run.mjs';
import { tools } from './places.mjs';
import { say } from './say.mjs';

/** @typedef {{ program: string, crate: string, version: string }} Tool */

/**
 * @param {Tool[]} wanted each in exactly this version
 */
export async function cargoTools(wanted) {
  const missing = absent(wanted);
  if (missing.length === 0) return;
  const left = output('cargo', ['binstall', '-V']) === undefined ? missing : await prebuilt(missing);
  if (left.length > 0) await compile(left);
}

/**
 * @param {string} program
 * @param {string} crate
 * @param {string} version
 */
export const cargoTool = (program, crate, version) => cargoTools([{ program, crate, version }]);

/** @param {Tool[]} wanted */
function absent(wanted) {
  return wanted.filter(({ program, version }) => !output(program, ['--version'])?.split(/\s+/).includes(version));
}

/** @param {Tool[]} missing */
const named = (missing) => missing.map(({ crate, version }) => `${crate}@${version}`);

/**
 * @param {Tool[]} missing
 * @returns {Promise<Tool[]>} what it could not bring
 */
async function prebuilt(missing) {
  say(`fetching ${named(missing).join(' and ')} with cargo-binstall`);
  // What it would compile is compiled below: quicker, since it makes optimised builds.
  const args = ['binstall', '--no-confirm', '--disable-strategies', 'compile', '--root', tools, ...named(missing)];
  await run('cargo', args).catch(() => say('cargo-binstall could not bring them'));
  return absent(missing);
}

/** @param {Tool[]} missing */
async function compile(missing) {
  say(`building ${named(missing).join(' and ')} into ${tools} (once; one to three minutes)`);
  // In one folder, since much of what they are made of is the same. Without optimising and without what debuggers read: they run for a second.
  const variables = { CARGO_TARGET_DIR: join(tools, 'target'), CARGO_PROFILE_DEV_DEBUG: '0', CARGO_INCREMENTAL: '0' };
  await run('cargo', ['install', ...named(missing), '--debug', '--quiet', '--root', tools], variables).catch(() => {
    throw new Error(`${named(missing).join(' and ')}: missing, and cargo could not build them: what it said is above.`);
  });
}
