// @ts-check
import puppeteer from 'puppeteer-core';
import { firefox } from '../../scripts/browser.mjs';

/** A headless Firefox with an empty profile, driven by WebDriver BiDi. */
export async function launchFirefox() {
  const { FIREFOX: executablePath } = await firefox();
  // Without the services that would call home on their own.
  const extraPrefsFirefox = {
    'app.normandy.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  };
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
}
