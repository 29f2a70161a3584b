// What can end a piece of work early: the caller's signal, or time. Whatever ends it, no timer and no listener is left behind.

/** A piece of work under way. */
export class Scope {
  /** Whether it has ended. Work that finds so goes no further: nobody waits for it. */
  over = false;
  private readonly undone: Array<() => void> = [];

  /** @param parent Its end is the end of this one too. */
  constructor(parent?: Scope) {
    parent?.atEnd(() => this.end());
  }

  /** Has something done when the work ends, or at once when it has. */
  atEnd(undo: () => void): void {
    if (this.over) undo();
    else this.undone.push(undo);
  }

  end(): void {
    this.over = true;
    for (const undo of this.undone.splice(0)) undo();
  }
}

/** What ends work before it is done. Both are optional. */
export interface Limit {
  signal?: AbortSignal | undefined;
  ms?: number | undefined;
}

/**
 * The outcome of the work, unless the limit ends it first: with the signal's own `reason`, or with `timedOut`.
 * Work whose parent ends is never heard of again.
 */
export function within<T>(parent: Scope | undefined, { signal, ms }: Limit, timedOut: (ms: number) => unknown, work: (scope: Scope) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const scope = new Scope(parent);
    if (scope.over) return;
    const ending = <Value>(settle: (value: Value) => void) => (value: Value) => {
      if (scope.over) return;
      scope.end();
      settle(value);
    };
    if (signal) {
      const abort = () => ending(reject)(reasonOf(signal));
      if (signal.aborted) return abort();
      listen(signal, abort, scope);
    }
    if (ms !== undefined) {
      const timer = setTimeout(() => ending(reject)(timedOut(ms)), ms);
      scope.atEnd(() => clearTimeout(timer));
    }
    work(scope).then(ending(resolve), ending(reject));
  });
}

/** What work waits for that nobody waits for any more: it is forgotten where it stands. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Waits, unless the scope ends first: then for ever. */
export function wait(ms: number, scope: Scope): Promise<void> {
  return new Promise((resolve) => {
    if (scope.over) return;
    const timer = setTimeout(resolve, ms);
    scope.atEnd(() => clearTimeout(timer));
  });
}

/** Has something done when the signal is aborted, unless the scope ends before. */
export function listen(signal: AbortSignal, abort: () => void, scope: Scope): void {
  try {
    signal.addEventListener('abort', abort);
    scope.atEnd(() => signal.removeEventListener('abort', abort));
  } catch {
    // A signal that takes no listener ends nothing while it is waited for.
  }
}

/** Why it was aborted. A signal of a polyfill, or of an engine from before 2022, has no reason of its own. */
export function reasonOf(signal: AbortSignal): unknown {
  if (signal.reason !== undefined) return signal.reason;
  const error = new Error('the call was aborted');
  error.name = 'AbortError';
  return error;
}
