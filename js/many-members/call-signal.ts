// The signal that ends one member's call.

/**
 * Implements the part of `AbortSignal` that the crate uses. Creating one costs a fraction of the host's
 * `AbortController`.
 */
export class CallSignal {
  aborted = false;
  private readonly listeners = new Set<() => void>();

  addEventListener(_type: string, listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.listeners.delete(listener);
  }

  end(): void {
    this.aborted = true;
    for (const listener of Array.from(this.listeners)) listener();
  }
}
