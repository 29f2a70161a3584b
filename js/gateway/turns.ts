// Not more than so many calls at once; the others wait for their turn, and no longer than they have time. A library would wait for a call for ever, and in
// workerd a call whose request has ended may never come back: a turn that should have ended long ago is nobody's any more.
import { monotonicMs } from '../host.js';
import { within } from './within.js';
import { later } from './refusal.js';

const GRACE_MS = 1_000;

interface Turn {
  readonly deadline: number;
  begin?: () => void;
}

export class Turns {
  private readonly taken = new Set<Turn>();
  private readonly waiting = new Set<Turn>();

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
  ) {}

  /**
   * Does the work when it is its turn.
   *
   * @param deadline Until when it may wait, on the monotonic clock.
   * @throws {Refusal} when too many wait already, or its turn does not come in time.
   */
  async take<T>(deadline: number, work: () => Promise<T>): Promise<T> {
    this.forgetLost();
    const turn: Turn = { deadline };
    try {
      if (this.taken.size < this.most && this.waiting.size === 0) this.taken.add(turn);
      else await this.wait(turn);
      return await work();
    } finally {
      this.waiting.delete(turn);
      this.taken.delete(turn);
      this.next();
    }
  }

  private wait(turn: Turn): Promise<void> {
    if (this.waiting.size >= this.mostWaiting) throw later(503, 'too many calls at once');
    this.waiting.add(turn);
    const ms = turn.deadline === Infinity ? undefined : Math.max(0, turn.deadline - monotonicMs());
    const begun = () => new Promise<void>((resolve) => (turn.begin = resolve));
    return within(ms, () => later(504, 'the CRM is late'), begun);
  }

  private next(): void {
    this.forgetLost();
    for (const turn of this.waiting) {
      if (this.taken.size >= this.most) return;
      this.waiting.delete(turn);
      this.taken.add(turn);
      turn.begin?.();
    }
  }

  private forgetLost(): void {
    const long = monotonicMs() - GRACE_MS;
    for (const turns of [this.taken, this.waiting]) {
      for (const turn of turns) if (turn.deadline < long) turns.delete(turn);
    }
  }
}
