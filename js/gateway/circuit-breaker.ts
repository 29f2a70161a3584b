// A circuit breaker: once too much of what the CRM is asked fails, it is not asked for a while; then one short attempt, the probe, finds out whether it is
// well again.
import { monotonicMs } from '../host.js';
import { FailureRate } from './failure-rate.js';
import { later } from './refusal.js';
import type { Settings } from './settings.js';

/** How long a probe may take. After that another one is made: in workerd a probe whose request has ended may never settle. */
export const PROBE_TIMEOUT_MS = 2_000;

type State =
  | { readonly name: 'closed' }
  /** `failed` is the query whose failure opened it. Its record alone may be at fault, so that other queries are asked first. */
  | { readonly name: 'open' | 'half-open'; readonly until: number; readonly failed: string };

/** What an exception says of the CRM: that it is down, that it answered, or nothing. */
export type Health = 'down' | 'up' | 'unknown';

export class CircuitBreaker {
  private state: State = { name: 'closed' };
  private readonly rate: FailureRate;

  constructor(
    private readonly healthOf: (thrown: unknown) => Health,
    private readonly settings: Settings['circuitBreaker'],
  ) {
    this.rate = new FailureRate(settings.windowMs);
  }

  /** `closed` lets attempts through, `open` none, `half-open` one, the probe. */
  get name(): State['name'] {
    return this.state.name;
  }

  /** @throws {Refusal} when the CRM may not be asked this now, with the time until it may. */
  check(query: string): void {
    const { state } = this;
    if (state.name === 'closed') return;
    const leftMs = state.until - monotonicMs();
    // Where nobody asks for anything else for as long again, this query becomes the probe.
    const waitMs = state.name === 'open' && state.failed === query ? leftMs + this.settings.resetMs : leftMs;
    if (waitMs > 0) throw later(503, 'the CRM is left alone', waitMs);
  }

  /**
   * Makes an attempt, unless the circuit is open.
   *
   * @param query What is asked, as a text that equal queries have in common.
   * @param attempt Is told whether it is the probe.
   * @throws {Refusal} when it is open, and whatever the attempt throws.
   */
  async run<T>(query: string, attempt: (isProbe: boolean) => Promise<T>): Promise<T> {
    this.check(query);
    const { state } = this;
    if (state.name === 'closed') return this.watch(state, query, () => attempt(false));
    const probing: State = { name: 'half-open', until: monotonicMs() + PROBE_TIMEOUT_MS, failed: state.failed };
    this.state = probing;
    return this.watch(probing, query, () => attempt(true));
  }

  /** Takes an outcome into account, unless the circuit has changed since the attempt began. */
  private async watch<T>(begun: State, query: string, attempt: () => Promise<T>): Promise<T> {
    try {
      const value = await attempt();
      if (this.state === begun) this.note(query, 'up');
      return value;
    } catch (thrown) {
      if (this.state === begun) this.note(query, this.healthOf(thrown));
      throw thrown;
    }
  }

  private note(query: string, health: Health): void {
    const { state } = this;
    if (state.name === 'closed') {
      if (health === 'unknown') return;
      this.rate.add(query, health === 'down');
      if (health === 'down' && this.rate.reaches(this.settings.failures, this.settings.percent / 100)) this.open(query, this.settings.resetMs);
      return;
    }
    if (health === 'down') this.open(query, this.settings.resetMs);
    else if (health === 'unknown') this.open(state.failed, 0);
    else this.state = { name: 'closed' };
  }

  private open(failed: string, ms: number): void {
    this.rate.clear();
    this.state = { name: 'open', until: monotonicMs() + ms, failed };
  }
}
