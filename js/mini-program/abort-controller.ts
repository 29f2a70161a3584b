// `AbortController` for hosts that have none: what the client asks of a signal, and what its callers do with one.

type Listener = ((event: object) => unknown) | { handleEvent(event: object): unknown };

/**
 * Ends a call: pass its `signal` in the options, and call `abort`. Where the host has an `AbortController`, that one is as good.
 *
 * @example
 * const leaving = new AbortController();
 * const call = client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { signal: leaving.signal }).catch((reason) => reason.name);
 * leaving.abort();
 * console.log(await call); // AbortError
 */
export class AbortController {
  /** Goes into a call's options. */
  readonly signal: AbortSignal;
  private readonly end: (reason: unknown) => void;

  /**
   * Its signal is not aborted.
   *
   * @example
   * const { signal } = new AbortController();
   * console.log(signal.aborted); // false
   */
  constructor() {
    const signal = new Signal();
    this.signal = signal as unknown as AbortSignal;
    this.end = (reason) => signal.end(reason);
  }

  /**
   * Ends whatever listens to the signal. Only the first call counts.
   *
   * @param reason What the calls reject with. Default: an `AbortError`.
   * @example
   * const leaving = new AbortController();
   * leaving.abort('the page was left');
   * leaving.abort('too late');
   * console.log(leaving.signal.aborted, leaving.signal.reason); // true the page was left
   */
  abort(reason?: unknown): void {
    this.end(reason === undefined ? abortError() : reason);
  }
}

class Signal {
  aborted = false;
  reason: unknown = undefined;
  onabort: Listener | null = null;
  private readonly listeners = new Set<Listener>();

  addEventListener(type: string, listener: Listener | null): void {
    if (type === 'abort' && listener) this.listeners.add(listener);
  }

  removeEventListener(type: string, listener: Listener | null): void {
    if (type === 'abort' && listener) this.listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  end(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = [this.onabort, ...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) if (listener) this.tell(listener);
  }

  /** What one listener throws is not the others' affair: it surfaces as an exception that nobody caught, as in a browser. */
  private tell(listener: Listener): void {
    const event = { type: 'abort', target: this };
    try {
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    } catch (thrown) {
      setTimeout(() => {
        throw thrown;
      });
    }
  }
}

function abortError(): Error {
  const error = new Error('the call was aborted');
  error.name = 'AbortError';
  return error;
}
