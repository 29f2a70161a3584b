// @ts-check
import puppeteer from 'puppeteer-core';
import { firefox } from '../../scripts/browser.mjs';

/** Starts a headless Firefox with an empty profile, controlled by WebDriver BiDi. */
export async function launchFirefox() {
  const { FIREFOX: executablePath } = await firefox();
  // Disables the services that send requests of their own.
  const extraPrefsFirefox = {
    'app.normandy.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  };
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
}
