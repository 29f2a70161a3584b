// A circuit breaker: once the CRM has failed so many times in a row, it is not called for a while; then one call probes it, and the others wait for the
// probe's outcome.
import { monotonicMs } from '../host.js';
import { later } from './refusal.js';

type State =
  | { readonly name: 'closed' }
  | { readonly name: 'open'; readonly since: number }
  | { readonly name: 'half-open'; readonly probe: Promise<unknown> };

const CLOSED: State = { name: 'closed' };

export class Circuit {
  private state: State = CLOSED;
  private failuresInARow = 0;

  /**
   * @param isFailure Whether an exception counts as a failure. Any other one neither counts nor ends a row of failures, and closes a half-open circuit.
   * @param mostFailures How many failures in a row open the circuit.
   * @param resetMs How long it stays open.
   */
  constructor(
    private readonly isFailure: (thrown: unknown) => boolean,
    private readonly mostFailures: number,
    private readonly resetMs: number,
  ) {}

  /** `closed` lets calls through, `open` none, `half-open` one, the probe. */
  get name(): State['name'] {
    return this.state.name;
  }

  /**
   * Does the work, unless the circuit is open.
   *
   * @throws {Refusal} when it is, and whatever the work throws.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const { state } = this;
    switch (state.name) {
      case 'closed':
        return this.count(work);
      case 'half-open':
        await state.probe.catch(() => undefined);
        return this.run(work);
      case 'open':
        if (monotonicMs() - state.since < this.resetMs) throw later(503, 'the CRM is left alone', this.resetMs);
        return this.probe(work);
    }
  }

  private async count<T>(work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      this.failuresInARow = 0;
      return value;
    } catch (thrown) {
      if (this.isFailure(thrown)) {
        this.failuresInARow += 1;
        if (this.failuresInARow >= this.mostFailures) this.open();
      }
      throw thrown;
    }
  }

  private async probe<T>(work: () => Promise<T>): Promise<T> {
    // An exception that the work throws at once becomes a rejection too: the state is half-open before anything is known of the outcome.
    const probe = (async () => work())();
    this.state = { name: 'half-open', probe };
    try {
      const value = await probe;
      this.failuresInARow = 0;
      this.close();
      return value;
    } catch (thrown) {
      if (this.isFailure(thrown)) this.open();
      else this.close();
      throw thrown;
    }
  }

  /** A call that began before the circuit opened and fails afterwards does not keep it open for longer. */
  private open(): void {
    if (this.state.name !== 'open') this.state = { name: 'open', since: monotonicMs() };
  }

  /** A call that began earlier may have failed while the probe was under way: then the circuit stays open. */
  private close(): void {
    if (this.state.name === 'half-open') this.state = CLOSED;
  }
}
