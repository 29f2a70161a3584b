// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves to true after `ms`, or to false as soon as `signal` aborts, which also clears the timer.
 *
 * @param {number} ms
 * @param {AbortSignal} signal
 */
export async function pause(ms, signal) {
  if (ms <= 0) return !signal.aborted;
  try {
    return await sleep(ms, true, { signal });
  } catch {
    return false;
  }
}
