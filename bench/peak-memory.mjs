// @ts-check
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** Whether this system tells the most memory that a process had: Linux does. */
export const canTellPeaks = existsSync('/proc/self/clear_refs');

/** Forget the most that there was until now. */
const RESET_PEAK = '5';

/**
 * By how many bytes the resident memory of a process grew at its peak while it worked; of several processes, the one that grew the most.
 *
 * @param {number[]} processes
 * @param {() => Promise<unknown>} work
 */
export async function peakOf(processes, work) {
  const before = new Map();
  // Those of a page that was closed a moment ago may be gone before they are looked at.
  await Promise.allSettled(
    processes.map(async (id) => {
      await writeFile(`/proc/${id}/clear_refs`, RESET_PEAK);
      before.set(id, await bytes(id, 'VmRSS'));
    }),
  );
  await work();
  const grown = await Promise.allSettled([...before].map(async ([id, rss]) => (await bytes(id, 'VmHWM')) - rss));
  return Math.max(...grown.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}

/**
 * @param {number} id
 * @param {'VmRSS' | 'VmHWM'} field
 */
async function bytes(id, field) {
  const status = await readFile(`/proc/${id}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1_024;
}
