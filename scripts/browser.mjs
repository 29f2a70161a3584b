// @ts-check
// Finds the browsers and their drivers, or installs them.
import { programs } from './programs.mjs';
import { cargoTool } from './toolchain.mjs';

const GECKODRIVER = '0.36.0';

/**
 * @template {string} Variable
 * @typedef {import('./programs.mjs').Needed<Variable>} Needed
 */

/** @type {Needed<'CHROMIUM' | 'CHROMEDRIVER'>} */
const CHROMIUM = {
  name: 'Chromium',
  programs: { CHROMIUM: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], CHROMEDRIVER: ['chromedriver'] },
  packages: ['chromium', 'chromium-driver', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
};

/** @type {Needed<'HEADLESS_SHELL'>} */
const HEADLESS_SHELL = {
  name: 'Chromium’s headless shell',
  programs: { HEADLESS_SHELL: ['chromium-headless-shell', 'chrome-headless-shell'] },
  packages: ['chromium-headless-shell'],
};

/** @type {Needed<'FIREFOX'>} */
const FIREFOX = { name: 'Firefox', programs: { FIREFOX: ['firefox-esr', 'firefox'] }, packages: ['firefox-esr'] };

// The driver starts WebKitGTK's MiniBrowser, which needs a display: Xvfb is a virtual one.
/** @type {Needed<'WEBKITDRIVER' | 'XVFB'>} */
const WEBKIT = {
  name: 'WebKitGTK',
  programs: { WEBKITDRIVER: ['WebKitWebDriver'], XVFB: ['Xvfb'] },
  packages: ['webkit2gtk-driver', 'xvfb'],
};

/** The paths of Chromium and its driver, as the environment variables that the tests read. */
export const browser = () => programs(CHROMIUM);

/** The path of Chromium without its user interface, or of Chromium itself if the caller chose one or the machine has no such program. */
export async function headlessShell() {
  const { CHROMIUM: path } = await browser();
  const same = { HEADLESS_SHELL: path };
  return process.env.CHROMIUM ? same : programs(HEADLESS_SHELL).catch(() => same);
}

/** The path of Firefox. Tests that use WebDriver BiDi need no driver. */
export const firefox = () => programs(FIREFOX);

/** Firefox's driver for the crate's browser tests, as the environment variables that they read. */
export async function firefoxDriver() {
  const { FIREFOX: path } = await firefox();
  // Debian has no package of geckodriver.
  await cargoTool('geckodriver', 'geckodriver', GECKODRIVER);
  return { GECKODRIVER: 'geckodriver', GECKODRIVER_ARGS: `--binary "${path}"` };
}

/** The paths of WebKitGTK's driver, which finds its browser itself, and of Xvfb. */
export const webkit = () => programs(WEBKIT);
