// `AbortController` for hosts without one. It has what the client uses and the commonly used members of a signal.

type Listener = ((event: object) => unknown) | { handleEvent(event: object): unknown };

/**
 * Aborts calls: pass its `signal` in a call's options, then call `abort`. If the host has its own `AbortController`,
 * you can use that one as well.
 *
 * @example
 * const leaving = new AbortController();
 * const call = client.listCoupons({ memberId: 'K1H93QDKI00B7' }, { signal: leaving.signal }).catch((reason) => reason.name);
 * leaving.abort();
 * console.log(await call); // AbortError
 */
export class AbortController {
  /** Pass this in a call's options. */
  readonly signal: AbortSignal;
  private readonly end: (reason: unknown) => void;

  /**
   * Creates a controller. Its signal is not aborted yet.
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
   * Aborts every call that has the signal. Only the first call of this method has an effect.
   *
   * @param reason The value that the calls reject with. Default: an `AbortError`.
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
    for (const listener of listeners) if (listener) this.call(listener);
  }

  /**
   * Rethrows a listener's exception in a timer, so that it is reported as uncaught, as in a browser, and the other
   * listeners still run.
   */
  private call(listener: Listener): void {
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
