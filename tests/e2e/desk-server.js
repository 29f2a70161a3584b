// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('../../www', import.meta.url));
const quiet = /** @type {const} */ ({ root, logLevel: 'silent' });

/**
 * @typedef {object} RunningDesk
 * @property {string} url without a trailing slash
 * @property {() => Promise<void>} close
 */

/** @type {Promise<string> | undefined} */
let built;

/** @type {Promise<unknown>} */
let started = Promise.resolve();

/**
 * Serves the built desk before a sandbox, as `vite preview www` does. It is built once for all desks of this process.
 *
 * @param {object} options
 * @param {{ url: string }} options.sandbox
 * @returns {Promise<RunningDesk>}
 */
export function startDesk({ sandbox }) {
  // One after the other: the sandbox's address travels in the environment, which they all share.
  const desk = started.then(() => serve(sandbox.url));
  started = desk.catch(() => {});
  return desk;
}

/** @param {string} sandboxUrl */
async function serve(sandboxUrl) {
  built ??= buildDesk();
  const outDir = await built;
  process.env.SANDBOX_URL = sandboxUrl;
  const server = await preview({ ...quiet, build: { outDir }, preview: { port: 0 } });
  const { address, port } = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address());
  return { url: `http://${address}:${port}`, close: () => server.close() };
}

/** Into a folder of its own, so that two processes do not build over each other. */
async function buildDesk() {
  const outDir = mkdtempSync(join(tmpdir(), 'desk-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await build({ ...quiet, build: { outDir, emptyOutDir: true } });
  return outDir;
}
