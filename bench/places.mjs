// @ts-check
// Opens the hosts and servers of a run, and closes them even if the run fails.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, openNative, openNode, openPage } from './hosts/index.mjs';
import { LATENCY_MS } from './parts/batch.mjs';
import { startServer } from './servers/index.mjs';

/**
 * @typedef {import('./types.js').Host} Host
 *
 * @typedef {object} Places
 * @property {Host} node
 * @property {Host} page
 * @property {Host} native
 * @property {Array<{ name: string, open: () => Promise<Host> }>} openers open further hosts
 * @property {import('playwright-core').Browser} browser
 * @property {string} sandboxUrl of the CRM
 * @property {string} startUrl of the pages whose start is measured
 * @property {import('./bundles.mjs').StartPage[]} pages
 * @property {Array<{ host: Host, url: string }>} slow each host with the slow server that it calls
 * @property {string[]} versions
 */

/**
 * @param {{ script: string, page: string, start: Awaited<ReturnType<typeof import('./bundles.mjs').bundleStartPages>> }} bundles
 * @param {(places: Places) => Promise<void>} work
 */
export async function withPlaces(bundles, work) {
  /** @type {Array<() => Promise<unknown>>} */
  const closers = [];
  /**
   * Waits until something is open, and registers its `close`.
   *
   * @template {{ close: () => Promise<unknown> }} T
   * @param {Promise<T>} opening
   */
  const registered = async (opening) => {
    const opened = await opening;
    closers.unshift(() => opened.close());
    return opened;
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'houcaller-bench-'));
    closers.push(() => rm(folder, { recursive: true }));
    const native = await registered(openNative());
    const sandbox = await registered(startServer('sandbox.mjs', bundles.page));
    const start = await registered(startServer('start.mjs', bundles.start.folder));
    const slow = await registered(startServer('slow.mjs', `${LATENCY_MS}`));
    const slowSecure = await registered(startServer('slow.mjs', `${LATENCY_MS}`, ...certificate(folder), bundles.page));
    const browser = await registered(launch());
    const node = await registered(openNode(bundles.script));
    const page = await registered(openPage(browser, `${sandbox.url}/page/contest.html`));
    const securePage = await registered(openPage(browser, `${slowSecure.url}/page/contest.html`));
    await work({
      ...{ node, page, native, browser },
      openers: [
        { name: node.name, open: () => openNode(bundles.script) },
        { name: page.name, open: () => openPage(browser, `${sandbox.url}/page/contest.html`) },
      ],
      sandboxUrl: sandbox.url,
      startUrl: start.url,
      pages: bundles.start.pages,
      slow: [
        { host: node, url: slow.url },
        { host: securePage, url: slowSecure.url },
      ],
      versions: [node, page, native].map(({ version }) => version),
    });
  } finally {
    // Ignores failures here, because they follow from a failure that is already reported.
    for (const close of closers) await Promise.resolve(close()).catch(() => {});
  }
}

/**
 * Creates a key and a self-signed certificate, because browsers use HTTP/2 only over TLS.
 *
 * @param {string} folder
 */
function certificate(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return [key, cert];
}
