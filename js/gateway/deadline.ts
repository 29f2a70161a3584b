// One budget of time for one request.
import { monotonicMs } from '../host.js';

/** The longest time that `setTimeout` can wait; beyond it, it does not wait at all. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Until when a request must be answered. It is made once, when the request arrives, and handed down: nothing waits beyond it. */
export class Deadline {
  private readonly at: number;

  /** @param ms From now on; `Infinity` for no end. */
  constructor(ms: number) {
    this.at = monotonicMs() + ms;
  }

  /** The milliseconds that are left; negative once it is over. */
  leftMs(): number {
    return this.at - monotonicMs();
  }

  /**
   * The outcome of the work, unless so many milliseconds pass first, or the deadline: then it rejects with what `late` returns.
   *
   * @param work May ask whether anybody waits for it any more.
   */
  within<T>(ms: number, late: () => unknown, work: (isOver: () => boolean) => Promise<T>): Promise<T> {
    const most = Math.min(ms, this.leftMs());
    return new Promise((resolve, reject) => {
      let over = false;
      const timer = most > LONGEST_WAIT_MS ? undefined : setTimeout(() => end(reject)(late()), most);
      const end = <Value>(settle: (value: Value) => void) => (value: Value) => {
        over = true;
        clearTimeout(timer);
        settle(value);
      };
      work(() => over).then(end(resolve), end(reject));
    });
  }
}
