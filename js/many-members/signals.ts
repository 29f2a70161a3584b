// The caller's signal, and those that end one member's call.

/** The signal of one member's call: as much of an `AbortSignal` as the crate asks of one, for a fraction of what the host's own costs. */
export class Ending {
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

/** Has something done when the caller's signal is aborted. Returns what takes the listener away. */
export function listen(signal: AbortSignal, abort: () => void): () => void {
  try {
    signal.addEventListener('abort', abort);
    return () => signal.removeEventListener('abort', abort);
  } catch {
    // A signal that takes no listener ends nothing while it is waited for.
    return () => undefined;
  }
}

/** Why it was aborted. A signal of a polyfill, or of an engine from before 2022, has no reason of its own. */
export function reasonOf(signal: AbortSignal): unknown {
  if (signal.reason !== undefined) return signal.reason;
  const error = new Error('the call was aborted');
  error.name = 'AbortError';
  return error;
}
