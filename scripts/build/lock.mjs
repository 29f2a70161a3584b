// @ts-check
// Keeps two builds of one clone from running at the same time, because both write pkg/ and dist/.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../run.mjs';

const LOCK = join(root, 'target', 'building');

/**
 * @template T
 * @param {() => Promise<T>} build
 * @returns {Promise<T>}
 */
export async function alone(build) {
  const other = take();
  if (other !== undefined) throw new Error(`Another build of this folder is running (process ${other}). Run this again when it has ended.`);
  try {
    return await build();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** Takes the lock, unless a process that runs has it. Returns that process. */
function take() {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return undefined;
    } catch (error) {
      if (Object(error).code !== 'EEXIST') throw error;
    }
    const holder = Number(holderOfLock());
    if (holder !== process.pid && isRunning(holder)) return holder;
    // Its process was killed.
    rmSync(LOCK, { force: true });
  }
}

function holderOfLock() {
  try {
    return readFileSync(LOCK, 'utf8');
  } catch {
    // It was released meanwhile.
    return '';
  }
}

/** @param {number} id */
function isRunning(id) {
  if (!id) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Of another user.
    return Object(error).code === 'EPERM';
  }
}
