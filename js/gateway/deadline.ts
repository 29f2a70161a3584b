// The deadline of one request.
import { monotonicMs } from '../host.js';

/** The longest delay of `setTimeout`. With a longer one it fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * The time by which a request must be answered. It is created when the request arrives and passed to every step, so
 * that no step waits longer.
 */
export class Deadline {
  private readonly at: number;

  /** @param ms Milliseconds from now, or `Infinity`. */
  constructor(ms: number) {
    this.at = monotonicMs() + ms;
  }

  /** Returns the milliseconds left; negative after the deadline. */
  leftMs(now = monotonicMs()): number {
    return this.at - now;
  }

  /** Settles like `work`, or rejects with the result of `onTimeout` after `ms` milliseconds or at the deadline. */
  within<T>(ms: number, onTimeout: () => unknown, work: () => Promise<T>): Promise<T> {
    const maxMs = Math.min(ms, this.leftMs());
    return new Promise((resolve, reject) => {
      const timer = maxMs > MAX_TIMER_MS ? undefined : setTimeout(() => end(reject)(onTimeout()), maxMs);
      const end =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          settle(value);
        };
      work().then(end(resolve), end(reject));
    });
  }
}
