// @ts-check
// The sandbox for a built sample.
import { readFile, writeFile } from 'node:fs/promises';
import { SANDBOX_KEY } from '../../../../sandbox/app.js';
import { startSetting } from '../../../support/faults/check.js';

/** @typedef {Awaited<ReturnType<typeof startSetting>>} Started */

/** The key with which the JDK computed the expected param. */
export const KEY = '12345678';

/**
 * Starts a separate sandbox with `KEY`, because the checks read its log.
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
 * Writes the sandbox's address and key into the configuration of a sample.
 *
 * @param {string} file with the sandbox's default address and key
 * @param {Started} started
 */
export async function configureSandbox(file, { sandbox }) {
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
