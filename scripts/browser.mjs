// @ts-check
// Finds the browsers and their drivers, and installs them where that can be done without asking.
import { existsSync } from 'node:fs';
import { output, run } from './run.mjs';
import { say } from './say.mjs';
import { cargoTool } from './toolchain.mjs';

const GECKODRIVER = '0.36.0';

/**
 * @template {string} Variable
 * @typedef {object} Needed
 * @property {string} name
 * @property {Record<Variable, string[]>} programs By the environment variable that may name the path: what each is called.
 * @property {string[]} packages Debian's.
 */

/** @type {Needed<'CHROMIUM' | 'CHROMEDRIVER'>} */
const CHROMIUM = {
  name: 'Chromium',
  programs: { CHROMIUM: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], CHROMEDRIVER: ['chromedriver'] },
  packages: ['chromium', 'chromium-driver', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
};

/** @type {Needed<'FIREFOX'>} */
const FIREFOX = { name: 'Firefox', programs: { FIREFOX: ['firefox-esr', 'firefox'] }, packages: ['firefox-esr'] };

// Without a window it does not run: the driver starts WebKitGTK's MiniBrowser, and Xvfb is a display that nobody sees.
/** @type {Needed<'WEBKITDRIVER' | 'XVFB'>} */
const WEBKIT = {
  name: 'WebKitGTK',
  programs: { WEBKITDRIVER: ['WebKitWebDriver'], XVFB: ['Xvfb'] },
  packages: ['webkit2gtk-driver', 'xvfb'],
};

/** Chromium and its driver: their paths, as the environment variables that the tests read. */
export const browser = () => programs(CHROMIUM);

/** Firefox, which needs no driver where it is driven by WebDriver BiDi. */
export const firefox = () => programs(FIREFOX);

/** The driver that the crate's own tests take to reach Firefox, as the environment variables that they read. */
export async function firefoxDriver() {
  const { FIREFOX: path } = await firefox();
  // Debian has none.
  await cargoTool('geckodriver', 'geckodriver', GECKODRIVER);
  return { GECKODRIVER: 'geckodriver', GECKODRIVER_ARGS: `--binary "${path}"` };
}

/** WebKitGTK's driver, which knows where its browser is, and Xvfb. */
export const webkit = () => programs(WEBKIT);

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
 * Installs Debian's packages.
 *
 * @param {Pick<Needed<string>, 'name' | 'packages'> & Partial<Needed<string>>} needed
 */
export async function install({ name, packages, programs = {} }) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(missing({ name, packages, programs }));
  say(`installing ${name} with apt-get`);
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
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

/** @param {string[]} names */
function which(names) {
  return names.map((name) => output('which', [name])).find(Boolean);
}

/** @param {Needed<string>} needed */
function missing({ name, programs, packages }) {
  const each = Object.entries(programs).map(([variable, names]) => `${variable} to the path of ${names.join(' or ')}`);
  const then = each.length > 0 ? `, then set ${each.join(', ')}` : '';
  return `Something is missing: this needs ${name}.
  Debian:     sudo apt-get install ${packages.join(' ')}
  elsewhere:  install it${then}`;
}
