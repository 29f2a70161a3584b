/** Calls a hook. Whatever it throws, or rejects with later, is its own affair; a promise of it is not waited for. */
export function notify<View>(hook: ((view: View) => unknown) | undefined, view: View): void {
  try {
    Promise.resolve(hook?.(view)).catch(() => undefined);
  } catch {
    // The same.
  }
}
