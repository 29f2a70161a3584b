// Helpers for the signal that a caller gives, which may be of a polyfill.

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
