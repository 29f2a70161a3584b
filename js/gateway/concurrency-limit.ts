// A concurrency limit with a bounded queue. A library would wait for a call for ever, and in workerd a call whose request has ended may never settle: a place
// whose deadline is long over is free again.
import type { Deadline } from './deadline.js';
import { later } from './refusal.js';

const GRACE_MS = 1_000;

interface Place {
  readonly deadline: Deadline;
  begin?: () => void;
}

export class ConcurrencyLimit {
  private readonly running = new Set<Place>();
  private readonly queue = new Set<Place>();

  constructor(
    private readonly mostRunning: number,
    private readonly mostQueued: number,
  ) {}

  /**
   * Does the work once there is a place for it, and holds the place until the work settles.
   *
   * @throws {Refusal} when the queue is full, or no place is free before the deadline.
   */
  async run<T>(deadline: Deadline, work: () => Promise<T>): Promise<T> {
    const place: Place = { deadline };
    try {
      if (this.hasRoom() && this.queue.size === 0) this.running.add(place);
      else await this.wait(place);
      return await work();
    } finally {
      this.queue.delete(place);
      this.running.delete(place);
      this.beginNext();
    }
  }

  private wait(place: Place): Promise<void> {
    if (this.queue.size >= this.mostQueued) forgetLost(this.queue);
    if (this.queue.size >= this.mostQueued) throw later(503, 'too many calls at once');
    this.queue.add(place);
    const begun = () => new Promise<void>((resolve) => (place.begin = resolve));
    return place.deadline.within(Infinity, () => later(504, 'the CRM is late'), begun);
  }

  private beginNext(): void {
    for (const place of this.queue) {
      if (!this.hasRoom()) return;
      this.queue.delete(place);
      this.running.add(place);
      place.begin?.();
    }
  }

  private hasRoom(): boolean {
    if (this.running.size >= this.mostRunning) forgetLost(this.running);
    return this.running.size < this.mostRunning;
  }
}

function forgetLost(places: Set<Place>): void {
  for (const place of places) if (place.deadline.leftMs() < -GRACE_MS) places.delete(place);
}
