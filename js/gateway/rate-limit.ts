// A rate limiter in the memory of this instance. Each caller has a number of requests per window, which begins with the
// caller's first request.
import { monotonicMs } from '../host.js';
import { Fifo } from './fifo.js';
import type { RateLimiter } from './types.js';

interface Window {
  readonly caller: string;
  readonly end: number;
  requests: number;
}

export class WindowRateLimiter implements RateLimiter {
  private readonly windows = new Map<string, Window>();
  /** In order of their start. All windows have the same length, so this is also the order of their end. */
  private readonly order = new Fifo<Window>();

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
    const window = { caller, end: now + this.windowMs, requests: 0 };
    this.windows.set(caller, window);
    this.order.push(window);
    return window;
  }

  // Called at each request instead of by a timer, because in workerd the timers of a request end with it.
  private removeEnded(now: number): void {
    for (let oldest = this.order.first; oldest && oldest.end <= now; oldest = this.order.first) {
      this.windows.delete(oldest.caller);
      this.order.shift();
    }
  }
}
