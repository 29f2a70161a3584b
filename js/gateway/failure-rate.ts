// The failure rate over a sliding window. Each query has the same weight, at most a fifth, and contributes the share of
// its own attempts that failed. So a query that always fails, because of a broken record, does not look like an outage,
// however often it is sent.
import { monotonicMs } from '../host.js';
import { Fifo } from './fifo.js';

/**
 * The maximum number of attempts in the window. Under load this makes the window shorter, so that an outage is noticed
 * sooner.
 */
const MAX_ATTEMPTS = 100;
/** The sum of the shares is divided by at least this number, so that no query has more than a fifth of the weight. */
const MIN_QUERIES = 5;

interface Attempt {
  readonly query: string;
  readonly failed: boolean;
  readonly at: number;
}

export class FailureRate {
  private attempts = new Fifo<Attempt>();
  private failures = 0;

  constructor(private readonly windowMs: number) {}

  add(query: string, failed: boolean): void {
    const now = monotonicMs();
    this.attempts.push({ query, failed, at: now });
    if (failed) this.failures += 1;
    const oldest = now - this.windowMs;
    for (let first = this.attempts.first; first && (first.at <= oldest || this.attempts.length > MAX_ATTEMPTS); first = this.attempts.first) {
      this.attempts.shift();
      if (first.failed) this.failures -= 1;
    }
  }

  /** Returns whether at least this number of attempts failed and the rate, from 0 to 1, is at least this one. */
  reaches(failures: number, rate: number): boolean {
    return this.failures >= failures && this.rate() >= rate;
  }

  clear(): void {
    this.attempts = new Fifo();
    this.failures = 0;
  }

  private rate(): number {
    const queries = new Map<string, { attempts: number; failures: number }>();
    for (const { query, failed } of this.attempts) {
      const { attempts, failures } = queries.get(query) ?? { attempts: 0, failures: 0 };
      queries.set(query, { attempts: attempts + 1, failures: failures + Number(failed) });
    }
    const shares = [...queries.values()].reduce((sum, { attempts, failures }) => sum + failures / attempts, 0);
    return shares / Math.max(MIN_QUERIES, queries.size);
  }
}
