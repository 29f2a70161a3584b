/**
 * A set of texts with a maximum size. It evicts the oldest text, so that an endless source of queries needs constant
 * memory.
 */
export class BoundedSet {
  private readonly texts = new Set<string>();
  // A ring buffer of the texts in order of insertion. To find the oldest text in a `Set`, an engine would step over
  // every deleted entry before it.
  private readonly order: string[] = [];
  private oldest = 0;

  constructor(private readonly maxSize: number) {}

  /** Returns whether the set has the text, and adds it if not. */
  hasOrAdd(text: string): boolean {
    if (this.texts.has(text)) return true;
    const evicted = this.order[this.oldest];
    if (evicted !== undefined) this.texts.delete(evicted);
    this.order[this.oldest] = text;
    this.oldest = (this.oldest + 1) % this.maxSize;
    this.texts.add(text);
    return false;
  }
}
