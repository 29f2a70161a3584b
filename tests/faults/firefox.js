// @ts-check
// Finds Firefox, and installs it where that can be done without asking.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { output, run } from '../../scripts/run.mjs';
import { say } from '../../scripts/say.mjs';

const FIREFOX = ['firefox-esr', 'firefox'];
const MISSING = `A browser is missing: the tests need Firefox.
  Debian:     sudo apt-get install firefox-esr
  elsewhere:  install it, then set FIREFOX to the path of the program`;

/** A headless Firefox with an empty profile, driven by WebDriver BiDi. */
export async function launchFirefox() {
  const executablePath = await firefox();
  // Without the services that would call home on their own.
  const extraPrefsFirefox = {
    'app.normandy.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  };
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
}

/** @returns {Promise<string>} the path of the program: the one that `FIREFOX` names, or the one on the path */
export async function firefox() {
  const found = find();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(MISSING);
  say('installing Firefox with apt-get');
  await run('apt-get', ['update', '-qq']);
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'firefox-esr'];
  await run('apt-get', install, { DEBIAN_FRONTEND: 'noninteractive' });
  const installed = find();
  if (!installed) throw new Error(MISSING);
  return installed;
}

function find() {
  return process.env.FIREFOX || FIREFOX.map((program) => output('which', [program])).find(Boolean);
}
