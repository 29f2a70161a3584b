// @ts-check
// Finds Chromium and its driver, and installs them where that can be done without asking.
import { existsSync } from 'node:fs';
import { output, run } from './run.mjs';
import { say } from './say.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MISSING = `A browser is missing: the tests need Chromium and the chromedriver of the same version.
  Debian, Ubuntu:  sudo apt-get install chromium chromium-driver
  elsewhere:       install them, then set CHROMIUM and CHROMEDRIVER to the paths of the two programs`;

/** @returns {Promise<{ CHROMIUM: string, CHROMEDRIVER: string }>} Paths, as the environment variables that the tests read. */
export async function browser() {
  const found = find();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(MISSING);
  say('installing Chromium and its driver with apt-get');
  await run('apt-get', ['update', '-qq']);
  const packages = ['chromium', 'chromium-driver', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
  const installed = find();
  if (!installed) throw new Error(MISSING);
  return installed;
}

function find() {
  const chromium = process.env.CHROMIUM ?? which(CHROMIUM);
  const driver = process.env.CHROMEDRIVER ?? which(['chromedriver']);
  return chromium && driver ? { CHROMIUM: chromium, CHROMEDRIVER: driver } : undefined;
}

/** @param {string[]} programs */
function which(programs) {
  return programs.map((program) => output('which', [program])).find(Boolean);
}
