/** A first-in, first-out queue with one consumer, which waits while the queue is empty. */
export class Queue<T> {
  private readonly items: T[] = [];
  private wake: (() => void) | undefined;

  push(item: T): void {
    this.items.push(item);
    this.wake?.();
  }

  async next(): Promise<T> {
    // Each wait makes a promise of its own. Racing the same promises again and again would add a reaction to them each
    // time.
    while (this.items.length === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.items.shift() as T;
  }
}
