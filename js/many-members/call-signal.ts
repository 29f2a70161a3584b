// The signal that ends one member's call, and helpers for the caller's own signal.

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

/** Calls `abort` when the caller's signal is aborted. Returns a function that removes the listener. */
export function listen(signal: AbortSignal, abort: () => void): () => void {
  try {
    signal.addEventListener('abort', abort);
  } catch {
    // Such a signal has no working `addEventListener`. Its `aborted` is still read between results.
  }
  return () => {
    try {
      signal.removeEventListener('abort', abort);
    } catch {
      // The listener of a signal of a polyfill stays. It has nothing left to end.
    }
  };
}

/**
 * Returns the reason of an aborted signal. A signal of a polyfill, or of an engine from before 2022, has none and gets
 * an `AbortError`.
 */
export function reasonOf(signal: AbortSignal): unknown {
  if (signal.reason !== undefined) return signal.reason;
  const error = new Error('the call was aborted');
  error.name = 'AbortError';
  return error;
}
