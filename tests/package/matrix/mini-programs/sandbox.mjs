// @ts-check
// The sandbox that a built sample asks.
import { readFile, writeFile } from 'node:fs/promises';
import { SANDBOX_KEY } from '../../../../sandbox/app.js';
import { startSetting } from '../../../support/faults/check.js';

/** @typedef {Awaited<ReturnType<typeof startSetting>>} Started */

/** With which the JDK printed the digits. */
export const KEY = '12345678';

/**
 * One of its own, with the key of the digits: the checks read its log.
 *
 * @param {(started: Started) => Promise<void>} check
 */
export async function withSandbox(check) {
  const started = await startSetting({ key: KEY });
  try {
    await check(started);
  } finally {
    await started.sandbox.close();
  }
}

/**
 * Puts its address and its key into a sample's configuration.
 *
 * @param {string} file that has those of the sandbox as it is started by itself
 * @param {Started} started
 */
export async function askSandbox(file, { sandbox }) {
  await edit(file, (text) => {
    const changed = text.replace(/http:\/\/127\.0\.0\.1:\d+/, sandbox.url).replace(SANDBOX_KEY, KEY);
    if (changed.includes(sandbox.url) && changed.includes(KEY)) return changed;
    throw new Error(`${file}: expected the address and the key of the sandbox, found others`);
  });
}

/**
 * @param {string} file
 * @param {(text: string) => string} change
 */
export async function edit(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
