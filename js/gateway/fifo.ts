/**
 * A first-in, first-out queue whose operations take the same time however long it is. To find the oldest entry of a
 * `Map` or `Set`, V8 steps over every deleted entry before it.
 */
export class Fifo<T> {
  private items: (T | undefined)[] = [];
  private at = 0;

  /** The oldest item, or undefined if the queue is empty. */
  get first(): T | undefined {
    return this.items[this.at];
  }

  /** The number of items. */
  get length(): number {
    return this.items.length - this.at;
  }

  /** Iterates over the items, from the oldest to the newest. */
  *[Symbol.iterator](): Generator<T> {
    for (let at = this.at; at < this.items.length; at += 1) yield this.items[at] as T;
  }

  push(item: T): void {
    this.items.push(item);
  }

  /** Removes the oldest item. */
  shift(): void {
    // The array would keep the item from being garbage-collected.
    this.items[this.at] = undefined;
    this.at += 1;
    // Each copy is at most as long as the number of items removed since the last one.
    if (2 * this.at < this.items.length) return;
    this.items = this.items.slice(this.at);
    this.at = 0;
  }
}
