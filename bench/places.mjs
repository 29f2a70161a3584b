// @ts-check
// Hosts and servers: opened for a run, and closed whatever becomes of it.
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
 * @property {Array<{ name: string, open: () => Promise<Host> }>} openers of further ones
 * @property {import('playwright-core').Browser} browser
 * @property {string} sandboxUrl of the CRM
 * @property {string} startUrl of the pages whose start is measured
 * @property {import('./bundles.mjs').StartPage[]} pages
 * @property {Array<{ host: Host, url: string }>} slow each host, and the server with a latency that it asks
 * @property {string[]} versions
 */

/**
 * @param {{ script: string, page: string, start: Awaited<ReturnType<typeof import('./bundles.mjs').bundleStartPages>> }} bundles
 * @param {(places: Places) => Promise<void>} work
 */
export async function withPlaces(bundles, work) {
  /** @type {Array<() => Promise<unknown>>} */
  const ends = [];
  /**
   * Opened one after the other: whatever fails, those before it are known.
   *
   * @template {{ close: () => Promise<unknown> }} T
   * @param {Promise<T>} opening
   */
  const kept = async (opening) => {
    const opened = await opening;
    ends.unshift(() => opened.close());
    return opened;
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'houcaller-bench-'));
    ends.push(() => rm(folder, { recursive: true }));
    const native = await kept(openNative());
    const sandbox = await kept(startServer('sandbox.mjs', bundles.page));
    const start = await kept(startServer('start.mjs', bundles.start.folder));
    const slow = await kept(startServer('slow.mjs', `${LATENCY_MS}`));
    const slowSecure = await kept(startServer('slow.mjs', `${LATENCY_MS}`, ...certificate(folder), bundles.page));
    const browser = await kept(launch());
    const node = await kept(openNode(bundles.script));
    const page = await kept(openPage(browser, `${sandbox.url}/page/contest.html`));
    const securePage = await kept(openPage(browser, `${slowSecure.url}/page/contest.html`));
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
    // What fails here has failed before, and was told.
    for (const end of ends) await Promise.resolve(end()).catch(() => {});
  }
}

/**
 * A key and a certificate that nobody signed: a browser speaks HTTP/2 over TLS only.
 *
 * @param {string} folder
 */
function certificate(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return [key, cert];
}
