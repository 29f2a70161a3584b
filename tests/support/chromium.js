// @ts-check
import { chromium } from 'playwright-core';

/** As root, without a window, and without asking the network for anything. */
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
 * A headless Chromium with an empty profile: the one that `CHROMIUM` names, or Debian's.
 *
 * @param {string[]} [more] arguments
 */
export function launchChromium(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: [...QUIET, ...more] });
}
