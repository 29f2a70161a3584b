// @ts-check
// Waits for several promises, also if one rejects.

/**
 * Unlike `Promise.all`, this waits for all promises, so that nothing runs on after a command has reported its failure.
 *
 * @template {readonly unknown[]} Work
 * @param {[...Work]} work
 * @returns {Promise<{ [Each in keyof Work]: Awaited<Work[Each]> }>} Rejects with the messages of all failures.
 */
export async function together(work) {
  const settled = await Promise.allSettled(work);
  const failed = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failed.length > 1) throw new Error(failed.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('\n  '));
  if (failed.length === 1) throw failed[0];
  return Promise.all(work);
}
