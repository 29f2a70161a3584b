// A concurrency limit with a bounded queue. It frees the slot of a call whose deadline is long over, because in workerd
// a call can end with its request and never settle. Libraries would keep such a slot occupied for ever.
import { monotonicMs } from '../host.js';
import type { Deadline } from './deadline.js';
import { retryLater } from './refusal.js';

const GRACE_MS = 1_000;

interface Slot {
  readonly deadline: Deadline;
  start?: () => void;
}

export class ConcurrencyLimit {
  private readonly running = new Set<Slot>();
  private readonly queue = new Set<Slot>();

  constructor(
    private readonly maxRunning: number,
    private readonly maxQueued: number,
  ) {}

  /**
   * Does the work when a slot is free, and holds the slot until the work settles.
   *
   * @throws {Refusal} if the queue is full, or if no slot becomes free before the deadline.
   */
  async run<T>(deadline: Deadline, work: () => Promise<T>): Promise<T> {
    const slot: Slot = { deadline };
    try {
      // A call that ended with its request starts no other call when it ends, so this is done here.
      this.removeExpiredFirst();
      this.startNext();
      if (this.hasRoom()) this.running.add(slot);
      else await this.wait(slot);
      return await work();
    } finally {
      this.queue.delete(slot);
      this.running.delete(slot);
      this.startNext();
    }
  }

  private wait(slot: Slot): Promise<void> {
    if (this.queue.size >= this.maxQueued) removeExpired(this.queue);
    if (this.queue.size >= this.maxQueued) throw retryLater(503, 'too many calls at once');
    this.queue.add(slot);
    const started = () => new Promise<void>((resolve) => (slot.start = resolve));
    return slot.deadline.within(Infinity, () => retryLater(504, 'the CRM is late'), started);
  }

  /** Looks only at the front of the queue, where the deadlines are earliest, so that a long queue costs nothing. */
  private removeExpiredFirst(): void {
    for (const slot of this.queue) {
      if (!hasExpired(slot)) return;
      this.queue.delete(slot);
    }
  }

  private startNext(): void {
    for (const slot of this.queue) {
      if (!this.hasRoom()) return;
      this.queue.delete(slot);
      this.running.add(slot);
      slot.start?.();
    }
  }

  private hasRoom(): boolean {
    if (this.running.size >= this.maxRunning) removeExpired(this.running);
    return this.running.size < this.maxRunning;
  }
}

function removeExpired(slots: Set<Slot>): void {
  const now = monotonicMs();
  for (const slot of slots) if (hasExpired(slot, now)) slots.delete(slot);
}

function hasExpired({ deadline }: Slot, now?: number): boolean {
  return deadline.leftMs(now) < -GRACE_MS;
}
