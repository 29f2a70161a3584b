/** The longest time that `setTimeout` can wait; beyond it, it does not wait at all. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * The outcome of the work, unless so many milliseconds pass first: then it rejects with `late`. Without a time there is no end.
 *
 * @param work May ask whether anybody waits for it any more.
 */
export function within<T>(ms: number | undefined, late: () => unknown, work: (isOver: () => boolean) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const timer = ms === undefined || ms > LONGEST_WAIT_MS ? undefined : setTimeout(() => end(reject)(late()), ms);
    const end = <Value>(settle: (value: Value) => void) => (value: Value) => {
      over = true;
      clearTimeout(timer);
      settle(value);
    };
    work(() => over).then(end(resolve), end(reject));
  });
}
