// @ts-check
// Finds programs that come with a system, and installs them where that can be done without asking.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment, run } from './run.mjs';
import { say } from './say.mjs';

/**
 * @template {string} Variable
 * @typedef {object} Needed
 * @property {string} name
 * @property {Record<Variable, string[]>} programs By the environment variable that may name the path: what each is called.
 * @property {string[]} packages Debian's.
 */

/**
 * Where the programs are, and installed if they are not.
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
 * Finds several, one after another, since apt-get allows no other beside it.
 *
 * @template {Record<string, () => Promise<unknown>>} All
 * @param {All} all
 * @returns {Promise<{ [Each in keyof All]: Awaited<ReturnType<All[Each]>> }>} Rejects with everything that is missing, not with the first alone.
 */
export async function inTurn(all) {
  /** @type {Record<string, unknown>} */
  const found = {};
  /** @type {string[]} */
  const wrong = [];
  for (const [name, find] of Object.entries(all)) {
    await find().then(
      (paths) => void (found[name] = paths),
      (error) => void wrong.push(error.message),
    );
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n  '));
  return /** @type {any} */ (found);
}

/**
 * Installs Debian's packages.
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
    throw new Error(`${name} is missing, and apt-get could not install it: what it said is above.`);
  }
}

/**
 * @template {string} Variable
 * @param {Needed<Variable>} needed
 * @returns {Record<Variable, string> | undefined} nothing unless all are there
 */
function find({ programs }) {
  const paths = Object.entries(programs).map(([variable, names]) => [variable, process.env[variable] || which(names)]);
  return paths.every(([, path]) => path) ? Object.fromEntries(paths) : undefined;
}

/**
 * Where on PATH a program is.
 *
 * @param {string[]} names The first that is there is taken.
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
