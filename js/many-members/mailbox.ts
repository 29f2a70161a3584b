/** Letters from many senders to one reader, in the order in which they come. */
export class Mailbox<T> {
  private readonly letters: T[] = [];
  private wake: (() => void) | undefined;

  post(letter: T): void {
    this.letters.push(letter);
    this.wake?.();
  }

  async next(): Promise<T> {
    // One promise a wait: racing the same promises over and over would leave a reaction behind each time.
    while (this.letters.length === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.letters.shift() as T;
  }
}
