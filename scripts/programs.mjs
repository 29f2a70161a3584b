// @ts-check
// Finds programs of the operating system, and installs them with apt-get if this runs as root on Debian.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment, run } from './run.mjs';
import { say } from './say.mjs';

/**
 * @template {string} Variable
 * @typedef {object} Needed
 * @property {string} name
 * @property {Record<Variable, string[]>} programs the possible names of each program, by the environment variable that can set its path
 * @property {string[]} packages the Debian packages
 */

/**
 * The paths of programs, which are installed if they are missing.
 *
 * @template {string} Variable
 * @param {Needed<Variable>} needed
 * @returns {Promise<Record<Variable, string>>}
 */
export async function programs(needed) {
  const found = find(needed);
  if (found) return found;
  await install(needed);
  const installed = find(needed);
  if (!installed) throw new Error(missing(needed));
  return installed;
}

/**
 * Runs several searches one after another, because only one apt-get can run at a time.
 *
 * @template {Record<string, () => Promise<unknown>>} All
 * @param {All} all
 * @returns {Promise<{ [Each in keyof All]: Awaited<ReturnType<All[Each]>> }>} Rejects with a list of everything that is missing.
 */
export async function findAll(all) {
  /** @type {Record<string, unknown>} */
  const found = {};
  /** @type {string[]} */
  const missing = [];
  for (const [name, find] of Object.entries(all)) {
    await find().then(
      (paths) => void (found[name] = paths),
      (error) => void missing.push(error.message),
    );
  }
  // Two searches may miss the same program.
  if (missing.length > 0) throw new Error([...new Set(missing)].join('\n  '));
  return /** @type {any} */ (found);
}

/**
 * Installs Debian packages.
 *
 * @param {Pick<Needed<string>, 'name' | 'packages'> & Partial<Needed<string>>} needed
 */
export async function install({ name, packages, programs = {} }) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(missing({ name, packages, programs }));
  say(`installing ${name} with apt-get`);
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
  } catch {
    throw new Error(`${name} is missing, and apt-get could not install it: see its output above.`);
  }
}

/**
 * @template {string} Variable
 * @param {Needed<Variable>} needed
 * @returns {Record<Variable, string> | undefined} `undefined` if one is missing
 */
function find({ programs }) {
  const paths = Object.entries(programs).map(([variable, names]) => [variable, process.env[variable] || which(names)]);
  return paths.every(([, path]) => path) ? Object.fromEntries(paths) : undefined;
}

/**
 * The path of the first of these programs that is on PATH.
 *
 * @param {string[]} names
 */
export function which(names) {
  const folders = (environment().PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {Needed<string>} needed */
function missing({ name, programs, packages }) {
  const each = Object.entries(programs).map(([variable, names]) => `${variable} to the path of ${names.join(' or ')}`);
  const elsewhere = each.length > 0 ? `elsewhere install it, and set ${each.join(', ')} if that is not on PATH` : 'elsewhere install it';
  return `${name} is missing: on Debian sudo apt-get install ${packages.join(' ')}, ${elsewhere}, then run this again.`;
}
