// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { startDeskServer } from '../../scripts/desk-server.mjs';

const root = fileURLToPath(new URL('../../www', import.meta.url));

/** @typedef {import('../../scripts/desk-server.mjs').RunningDesk} RunningDesk */

/** @type {Promise<string> | undefined} */
let built;

/**
 * Serves the built desk and its gateway before a sandbox, as `npm start` does. It is built once for all desks of this process.
 *
 * @param {object} options
 * @param {{ url: string }} options.sandbox
 * @param {number} [options.sessionSeconds] how long a log-in lasts
 * @returns {Promise<RunningDesk>}
 */
export async function startDesk({ sandbox, sessionSeconds }) {
  return startDeskServer({ sandbox, outDir: await builtDesk(), log: () => {}, ...(sessionSeconds && { sessionSeconds }) });
}

/** The folder that the desk was built into: one of its own, so that two processes do not build over each other. */
export function builtDesk() {
  built ??= buildDesk();
  return built;
}

async function buildDesk() {
  const outDir = mkdtempSync(join(tmpdir(), 'desk-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await build({ root, logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  return outDir;
}
