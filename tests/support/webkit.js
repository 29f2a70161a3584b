// @ts-check
// Controls WebKitGTK's MiniBrowser by WebDriver.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { webkit } from '../../scripts/browser.mjs';
import { startDisplay } from '../../scripts/display.mjs';

const START_MS = 20_000;
const POLL_MS = 50;

// No time-out for scripts, because the driver implements it with a timer in the page, and one test counts the page's timers.
const NEW_SESSION = { capabilities: { alwaysMatch: { timeouts: { script: null } } } };

/**
 * A page in the browser's only window.
 *
 * @typedef {object} Page
 * @property {(url: string) => Promise<void>} goto
 * @property {(asked: (given: any) => unknown, given?: unknown) => Promise<any>} evaluate runs a function that uses only its argument
 */

/**
 * Starts WebKitGTK with an empty profile, on a new virtual display.
 *
 * @returns {Promise<{ newPage: () => Promise<Page>, close: () => Promise<void> }>}
 */
export async function launchWebKit() {
  const { WEBKITDRIVER, XVFB } = await webkit();
  const display = await startDisplay(XVFB);
  const driver = await startDriver(WEBKITDRIVER, display.DISPLAY);
  const stop = async () => {
    await driver.close();
    await display.close();
  };
  try {
    const { sessionId } = await ask(driver.url, 'POST', '/session', NEW_SESSION);
    const inSession = (/** @type {string} */ method, /** @type {string} */ path, /** @type {object} */ given) =>
      ask(driver.url, method, `/session/${sessionId}${path}`, given);
    return {
      newPage: async () => ({
        goto: (url) => inSession('POST', '/url', { url }),
        evaluate: (asked, given) => inSession('POST', '/execute/sync', { script: `return (${asked})(arguments[0]);`, args: [given ?? null] }),
      }),
      close: async () => {
        // Deleting the session ends the browser; ending the driver does not.
        await ask(driver.url, 'DELETE', `/session/${sessionId}`).finally(stop);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} program
 * @param {string} display
 */
async function startDriver(program, display) {
  const port = await unusedPort();
  const url = `http://127.0.0.1:${port}`;
  const driver = spawn(program, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } });
  const ended = once(driver, 'exit');
  process.once('exit', () => driver.kill());
  const close = async () => {
    driver.kill();
    await ended;
  };
  const until = performance.now() + START_MS;
  while (
    !(await fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (performance.now() > until || driver.exitCode !== null) {
      await close();
      throw new Error('WebKitWebDriver did not start');
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return { url, close };
}

async function unusedPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {string} driver
 * @param {string} method
 * @param {string} path
 * @param {object} [given]
 */
async function ask(driver, method, path, given) {
  const answer = await fetch(driver + path, { method, body: given && JSON.stringify(given) });
  const { value } = /** @type {{ value: any }} */ (await answer.json());
  if (!answer.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`);
  return value;
}
