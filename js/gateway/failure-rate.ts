// The failure rate of the attempts in a rolling window of time. Every query counts once, by the share of its own attempts that failed, and as a fifth at the
// most: one member whose record the CRM cannot give is no outage, however often it is asked for.
import { monotonicMs } from '../host.js';

/** Beyond so many, the oldest are dropped before their time: where much is asked, an outage is noticed the sooner. */
const MOST_ATTEMPTS = 100;
/** The rate is over at least so many queries, so that none is more than a fifth. */
const FEWEST_QUERIES = 5;

interface Attempt {
  readonly query: string;
  readonly failed: boolean;
  readonly at: number;
}

export class FailureRate {
  private attempts: Attempt[] = [];
  private failures = 0;

  constructor(private readonly windowMs: number) {}

  add(query: string, failed: boolean): void {
    const now = monotonicMs();
    this.attempts.push({ query, failed, at: now });
    if (failed) this.failures += 1;
    const oldest = now - this.windowMs;
    for (let first = this.attempts[0]; first && (first.at <= oldest || this.attempts.length > MOST_ATTEMPTS); first = this.attempts[0]) {
      this.attempts.shift();
      if (first.failed) this.failures -= 1;
    }
  }

  /** Whether at least so many attempts failed, and the rate, from 0 to 1, is at least this one. */
  reaches(failures: number, rate: number): boolean {
    return this.failures >= failures && this.rate() >= rate;
  }

  clear(): void {
    this.attempts = [];
    this.failures = 0;
  }

  private rate(): number {
    const queries = new Map<string, { attempts: number; failures: number }>();
    for (const { query, failed } of this.attempts) {
      const { attempts, failures } = queries.get(query) ?? { attempts: 0, failures: 0 };
      queries.set(query, { attempts: attempts + 1, failures: failures + Number(failed) });
    }
    const shares = [...queries.values()].reduce((sum, { attempts, failures }) => sum + failures / attempts, 0);
    return shares / Math.max(FEWEST_QUERIES, queries.size);
  }
}
