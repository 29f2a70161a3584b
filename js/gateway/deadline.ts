// The deadline of one request.
import { monotonicMs } from '../host.js';

/** The longest delay of `setTimeout`. With a longer one it fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

interface Step {
  /** On the monotonic clock. */
  readonly at: number;
  readonly expire: () => void;
}

/**
 * The time by which a request must be answered. It is created when the request arrives and passed to every step, so
 * that no step waits longer. The steps come one after another and share one timer, because a timer for each would take
 * 1 % of the time of a request.
 */
export class Deadline {
  private readonly at: number;
  /** The last step that began, and when its time is up. */
  private step: Step = { at: Infinity, expire: () => undefined };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private timerAt = Infinity;

  /** @param ms Milliseconds from now, or `Infinity`. */
  constructor(ms: number) {
    this.at = monotonicMs() + ms;
  }

  /** Returns the milliseconds left; negative after the deadline. */
  leftMs(now = monotonicMs()): number {
    return this.at - now;
  }

  /**
   * Runs a step. It settles like `work`, or rejects with the result of `onTimeout` after `ms` milliseconds or at the
   * deadline.
   */
  within<T>(ms: number, onTimeout: () => unknown, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const at = Math.min(monotonicMs() + ms, this.at);
      // Has no effect once the work has settled.
      this.step = { at, expire: () => reject(onTimeout()) };
      if (at < this.timerAt) this.startTimer();
      work().then(resolve, reject);
    });
  }

  /** Clears the timer. Must be called when the request is answered. */
  end(): void {
    clearTimeout(this.timer);
    this.timerAt = Infinity;
  }

  private startTimer(): void {
    clearTimeout(this.timer);
    const { step } = this;
    const ms = step.at - monotonicMs();
    if (ms > MAX_TIMER_MS) return;
    this.timerAt = step.at;
    this.timer = setTimeout(() => {
      this.timerAt = Infinity;
      if (this.step === step) step.expire();
      // Another step has begun, which may take longer.
      else this.startTimer();
    }, ms);
  }
}
