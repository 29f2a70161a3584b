import { wait, type Scope } from '../scope.js';

/** A wait that all share, and that can be made longer while it lasts. */
export class Pause {
  private until = 0;

  extend(ms: number): void {
    this.until = Math.max(this.until, Date.now() + ms);
  }

  /** Resolves when the wait is over, unless the scope ends while it lasts: then never. */
  async over(scope: Scope): Promise<void> {
    let left = this.until - Date.now();
    while (left > 0) {
      await wait(left, scope);
      left = this.until - Date.now();
    }
  }
}
