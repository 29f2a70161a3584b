/** A wait that all share, and that can be made longer while it lasts. */
export class Pause {
  private until = 0;

  extend(ms: number): void {
    this.until = Math.max(this.until, Date.now() + ms);
  }

  /** Resolves when the wait is over, or when the signal is aborted. */
  async over(signal: AbortSignal | undefined): Promise<void> {
    let left = this.until - Date.now();
    while (left > 0 && !signal?.aborted) {
      await sleep(left, signal);
      left = this.until - Date.now();
    }
  }
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}
