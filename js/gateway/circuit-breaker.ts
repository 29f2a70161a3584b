// A circuit breaker. When too many attempts at the CRM fail, it opens, and no attempts are made for some time. Then one
// attempt with a short time-out, the probe, finds out whether the CRM works again.
import { monotonicMs } from '../host.js';
import { FailureRate } from './failure-rate.js';
import { retryLater } from './refusal.js';
import type { Settings } from './settings.js';

/** The time-out of the first probe. */
const PROBE_TIMEOUT_MS = 2_000;

type State =
  | { readonly name: 'closed' }
  /**
   * `failed` is the query whose failure opened the circuit. Its record alone may be the cause, so other queries are
   * tried first.
   */
  | { readonly name: 'open' | 'half-open'; readonly until: number; readonly failed: string };

/** What an exception says about the CRM: it is down, it did not answer in time, it answered, or nothing. */
export type Health = 'down' | 'late' | 'up' | 'unknown';

export class CircuitBreaker {
  private state: State = { name: 'closed' };
  private readonly rate: FailureRate;
  /**
   * The time-out of a probe. After each one that takes longer it doubles, up to the time-out of other attempts. With a
   * constant one, the circuit would never close if the CRM is slow after an outage.
   */
  private probeTimeoutMs: number;

  /**
   * @param timeoutMs The time-out of attempts other than the probe.
   * @param calls How many calls an attempt may make one after another, each with the whole time-out.
   */
  constructor(
    private readonly healthOf: (thrown: unknown) => Health,
    private readonly settings: Settings['circuitBreaker'],
    private readonly timeoutMs: number,
    private readonly calls = 1,
  ) {
    this.rate = new FailureRate(settings.windowMs);
    this.probeTimeoutMs = Math.min(PROBE_TIMEOUT_MS, timeoutMs);
  }

  /** `closed` allows all attempts, `open` none, `half-open` one, the probe. */
  get name(): State['name'] {
    return this.state.name;
  }

  /** @throws {Refusal} if the query may not be sent now, with the time until it may. */
  check(query: string): void {
    const { state } = this;
    if (state.name === 'closed') return;
    const leftMs = state.until - monotonicMs();
    // The query that opened the circuit becomes the probe only if no other query comes for another `resetMs`.
    const waitMs = state.name === 'open' && state.failed === query ? leftMs + this.settings.resetMs : leftMs;
    if (waitMs > 0) throw retryLater(503, 'circuit breaker open', waitMs);
  }

  /**
   * Makes an attempt, unless the circuit is open.
   *
   * @param query The query as a text; equal queries have equal texts.
   * @param attempt Gets its time-out, which is shorter for the probe.
   * @throws {Refusal} if the circuit is open. An exception of the attempt is passed on.
   */
  async run<T>(query: string, attempt: (timeoutMs: number) => Promise<T>): Promise<T> {
    this.check(query);
    const timeoutMs = this.state.name === 'closed' ? this.timeoutMs : this.startProbe(this.state);
    // The outcome is counted, unless the state changes meanwhile.
    const { state } = this;
    try {
      const value = await attempt(timeoutMs);
      if (this.state === state) this.note(query, 'up');
      return value;
    } catch (thrown) {
      if (this.state === state) this.note(query, this.healthOf(thrown));
      throw thrown;
    }
  }

  /** Returns the time-out of the probe. */
  private startProbe({ name, failed }: Exclude<State, { name: 'closed' }>): number {
    // The last probe has not settled within its time-out. In workerd a probe can end with its request and never settle.
    if (name === 'half-open') this.allowLongerProbe();
    const { probeTimeoutMs } = this;
    this.state = { name: 'half-open', until: monotonicMs() + this.calls * probeTimeoutMs, failed };
    return probeTimeoutMs;
  }

  private note(query: string, health: Health): void {
    const { state } = this;
    const failed = health === 'down' || health === 'late';
    if (state.name === 'closed') {
      if (health === 'unknown') return;
      this.rate.add(query, failed);
      if (failed && this.rate.reaches(this.settings.failures, this.settings.percent / 100)) this.open(query, this.settings.resetMs);
      return;
    }
    if (health === 'late') this.allowLongerProbe();
    if (failed) this.open(query, this.settings.resetMs);
    else if (health === 'unknown') this.open(state.failed, 0);
    else this.close();
  }

  private close(): void {
    this.state = { name: 'closed' };
    this.probeTimeoutMs = Math.min(PROBE_TIMEOUT_MS, this.timeoutMs);
  }

  private allowLongerProbe(): void {
    this.probeTimeoutMs = Math.min(2 * this.probeTimeoutMs, this.timeoutMs);
  }

  private open(failed: string, ms: number): void {
    this.rate.clear();
    this.state = { name: 'open', until: monotonicMs() + ms, failed };
  }
}
