/** The last so many different texts. A source may be endless, and what is remembered of it may not. */
export class Recent {
  private readonly texts = new Set<string>();
  // In the order in which they came, round and round: looking for a set's oldest would pass by every text that was deleted before it.
  private readonly order: string[] = [];
  private oldest = 0;

  constructor(private readonly most: number) {}

  /** Whether the text is among them; it is from now on. */
  has(text: string): boolean {
    if (this.texts.has(text)) return true;
    const forgotten = this.order[this.oldest];
    if (forgotten !== undefined) this.texts.delete(forgotten);
    this.order[this.oldest] = text;
    this.oldest = (this.oldest + 1) % this.most;
    this.texts.add(text);
    return false;
  }
}
