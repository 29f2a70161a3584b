// After an answer with status 429, all calls of a run pause together.
import { monotonicMs } from '../host.js';
import type { CallSignal } from './call-signal.js';

/** One delay shared by all calls of a run. It can be extended while calls wait for its end. */
export class Pause {
  private until = 0;

  extend(ms: number): void {
    this.until = Math.max(this.until, monotonicMs() + ms);
  }

  /** Resolves when the pause is over, or when the waiting call has been aborted. */
  async wait(signal: CallSignal): Promise<void> {
    let left = this.until - monotonicMs();
    while (left > 0 && !signal.aborted) {
      await wait(left, signal);
      left = this.until - monotonicMs();
    }
  }
}

function wait(ms: number, signal: CallSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
