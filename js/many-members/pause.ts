import { monotonicMs } from '../host.js';
import type { Ending } from './signals.js';

/** A wait that all share, and that can be made longer while it lasts. */
export class Pause {
  private until = 0;

  extend(ms: number): void {
    this.until = Math.max(this.until, monotonicMs() + ms);
  }

  /** Resolves when the wait is over, or the call that waits has ended. */
  async over(ending: Ending): Promise<void> {
    let left = this.until - monotonicMs();
    while (left > 0 && !ending.aborted) {
      await wait(left, ending);
      left = this.until - monotonicMs();
    }
  }
}

function wait(ms: number, ending: Ending): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      ending.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    ending.addEventListener('abort', over);
  });
}
