// @ts-check

/**
 * Waits for all, also when one fails: nothing goes on behind a command that has said that it ended.
 *
 * @template {readonly unknown[]} Work
 * @param {[...Work]} work
 * @returns {Promise<{ [Each in keyof Work]: Awaited<Work[Each]> }>} Rejects with what each that failed says.
 */
export async function together(work) {
  const settled = await Promise.allSettled(work);
  const failed = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failed.length > 1) throw new Error(failed.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('\n  '));
  if (failed.length === 1) throw failed[0];
  return Promise.all(work);
}
