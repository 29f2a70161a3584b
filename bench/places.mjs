// @ts-check
// Opens the hosts and servers of a run when a part first needs them, and closes them even if the run fails.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode, bundleForPage } from './bundles.mjs';
import { launch, openNative, openNode, openPage } from './hosts/index.mjs';
import { LATENCY_MS } from './parts/batch.mjs';
import { startServer } from './servers/index.mjs';
import { bundleStartPages } from './start-pages.mjs';

/**
 * @typedef {import('./types.js').Host} Host
 * @typedef {import('./types.js').ProfiledHost} ProfiledHost
 * @typedef {{ name: string, open: () => Promise<ProfiledHost> }} Opener
 * @typedef {{ url: string, close: () => Promise<void> }} Server
 *
 * Each function opens its place at the first call.
 *
 * @typedef {object} Places
 * @property {() => Promise<ProfiledHost>} node
 * @property {() => Promise<ProfiledHost>} page
 * @property {() => Promise<Host>} native
 * @property {() => Promise<Opener[]>} openers open further hosts
 * @property {() => Promise<{ openers: Opener[], sandbox: string }>} readable open hosts in which the client has readable names
 * @property {() => Promise<import('playwright-core').Browser>} browser
 * @property {() => Promise<string>} sandbox the URL of the CRM
 * @property {() => Promise<{ url: string, pages: import('./start-pages.mjs').StartPage[] }>} start the pages whose start is measured
 * @property {() => Promise<Array<{ host: Host, url: string }>>} slow each host with the slow server that it calls
 * @property {() => string[]} versions of the hosts that were opened
 */

/** @param {(places: Places) => Promise<void>} work */
export async function withPlaces(work) {
  /** @type {Array<() => Promise<unknown>>} */
  const closers = [];
  /** @type {Set<string>} */
  const versions = new Set();

  /**
   * Opens something once, and registers its `close`.
   *
   * @template {{ close: () => Promise<unknown> }} T
   * @param {() => Promise<T>} open
   */
  const place = (open) =>
    once(async () => {
      const opened = await open();
      closers.unshift(() => opened.close());
      return opened;
    });

  /**
   * Notes the version of a host.
   *
   * @template {Host} T
   * @param {Promise<T>} opening
   */
  const noted = async (/** @type {Promise<T>} */ opening) => {
    const host = await opening;
    versions.add(host.version);
    return host;
  };

  const script = once(() => bundleForNode());
  const pages = once(() => bundleForPage());
  const readableScript = once(() => bundleForNode({ readable: true }));
  const readablePages = once(() => bundleForPage({ readable: true }));
  const startPages = once(bundleStartPages);
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-bench-'));
  const browser = place(launch);
  const sandbox = place(async () => startServer('sandbox.mjs', await pages()));
  const readableSandbox = place(async () => startServer('sandbox.mjs', await readablePages()));
  const contest = async (/** @type {() => Promise<Server>} */ server) => noted(openPage(await browser(), `${(await server()).url}/page/contest.html`));
  const process = async (/** @type {() => Promise<string>} */ script) => noted(openNode(await script()));
  const node = place(() => process(script));
  const page = place(() => contest(sandbox));
  const startServed = place(async () => startServer('start.mjs', (await startPages()).folder));
  const slowServer = place(() => startServer('slow.mjs', `${LATENCY_MS}`));
  const slowSecureServer = place(async () => startServer('slow.mjs', `${LATENCY_MS}`, ...certificate(folder), await pages()));
  const securePage = place(() => contest(slowSecureServer));

  try {
    await work({
      ...{ node, page, browser },
      native: place(() => noted(openNative())),
      openers: async () => [
        { name: 'Node', open: () => process(script) },
        { name: 'Chromium', open: () => contest(sandbox) },
      ],
      readable: async () => ({
        openers: [
          { name: 'Node', open: () => process(readableScript) },
          { name: 'Chromium', open: () => contest(readableSandbox) },
        ],
        sandbox: (await readableSandbox()).url,
      }),
      sandbox: async () => (await sandbox()).url,
      start: async () => ({ url: (await startServed()).url, pages: (await startPages()).pages }),
      slow: async () => [
        { host: await node(), url: (await slowServer()).url },
        { host: await securePage(), url: (await slowSecureServer()).url },
      ],
      versions: () => [...versions],
    });
  } finally {
    // Ignores failures here, because they follow from a failure that is already reported.
    for (const close of closers) await Promise.resolve(close()).catch(() => {});
    await rm(folder, { recursive: true });
  }
}

/**
 * A function that does its work at the first call, and returns the same result at each.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
function once(work) {
  /** @type {Promise<T> | undefined} */
  let result;
  return () => (result ??= work());
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
