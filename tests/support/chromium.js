// @ts-check
import { chromium } from 'playwright-core';

/** Arguments with which Chromium runs as root, without a GPU, and without requests of its own. */
export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium with an empty profile: the program in the variable `CHROMIUM`, or Debian's.
 *
 * @param {string[]} [more] arguments
 */
export function launchChromium(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: [...QUIET, ...more] });
}
