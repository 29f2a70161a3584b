// @ts-check
// Measures the peak memory of processes on Linux.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** Whether this system reports the peak memory of a process. */
export const canMeasurePeaks = existsSync('/proc/self/clear_refs');

/** The command that resets the peak of a process. */
const RESET_PEAK = '5';

/**
 * The growth of a process's resident memory to its peak during the work, in bytes. Of several processes, the largest growth.
 *
 * @param {number[]} processes
 * @param {() => Promise<unknown>} work
 */
export async function peakOf(processes, work) {
  const before = new Map();
  // Some processes may end before they are read, because their page was just closed.
  await Promise.allSettled(
    processes.map(async (id) => {
      await writeFile(`/proc/${id}/clear_refs`, RESET_PEAK);
      before.set(id, await bytes(id, 'VmRSS'));
    }),
  );
  await work();
  if (before.size === 0) throw new Error('expected to reset the peak memory of a process, could not: /proc/<id>/clear_refs is not writable');
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
