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
