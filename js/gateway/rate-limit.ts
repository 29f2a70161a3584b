// A rate limiter in the memory of this instance. Each caller has a number of requests per window, which begins with the
// caller's first request.
import { monotonicMs } from '../host.js';
import type { RateLimiter } from './types.js';

interface Window {
  readonly end: number;
  requests: number;
}

export class WindowRateLimiter implements RateLimiter {
  // In order of their start. All windows have the same length, so this is also the order of their end.
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly maxRequests: number,
    private readonly windowMs: number,
  ) {}

  async consume(caller: string): Promise<void> {
    const now = monotonicMs();
    this.removeEnded(now);
    const window = this.windows.get(caller) ?? this.begin(caller, now);
    window.requests += 1;
    if (window.requests > this.maxRequests) throw { msBeforeNext: window.end - now };
  }

  private begin(caller: string, now: number): Window {
    const window = { end: now + this.windowMs, requests: 0 };
    this.windows.set(caller, window);
    return window;
  }

  // Called at each request instead of by a timer, because in workerd the timers of a request end with it.
  private removeEnded(now: number): void {
    for (const [caller, { end }] of this.windows) {
      if (end > now) return;
      this.windows.delete(caller);
    }
  }
}
