// Counts the requests of each caller in the memory of this instance: so many in a window of time, which begins with a caller's first request.
import { monotonicMs } from '../host.js';
import type { RateLimiter } from './types.js';

interface Window {
  readonly end: number;
  requests: number;
}

export class WindowRateLimiter implements RateLimiter {
  // All windows have the same length, so that this order, in which they began, is also the order in which they end.
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly mostRequests: number,
    private readonly windowMs: number,
  ) {}

  async consume(caller: string): Promise<void> {
    const now = monotonicMs();
    this.forgetEnded(now);
    const window = this.windows.get(caller) ?? this.begin(caller, now);
    window.requests += 1;
    if (window.requests > this.mostRequests) throw { msBeforeNext: window.end - now };
  }

  private begin(caller: string, now: number): Window {
    const window = { end: now + this.windowMs, requests: 0 };
    this.windows.set(caller, window);
    return window;
  }

  // No timer: in workerd the timers of a request end with it.
  private forgetEnded(now: number): void {
    for (const [caller, { end }] of this.windows) {
      if (end > now) return;
      this.windows.delete(caller);
    }
  }
}
