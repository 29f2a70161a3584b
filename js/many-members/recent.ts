/** The last so many different texts. A source may be endless, and what is remembered of it may not. */
export class Recent {
  private readonly texts = new Set<string>();

  constructor(private readonly most: number) {}

  /** Whether the text is among them; it is from now on. */
  has(text: string): boolean {
    if (this.texts.has(text)) return true;
    this.texts.add(text);
    if (this.texts.size > this.most) {
      for (const oldest of this.texts) {
        this.texts.delete(oldest);
        break;
      }
    }
    return false;
  }
}
