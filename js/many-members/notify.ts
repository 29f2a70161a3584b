/** Calls a hook. Ignores its exceptions and rejections, and does not wait for a promise that it returns. */
export function notify<View>(hook: ((view: View) => unknown) | undefined, view: View): void {
  try {
    Promise.resolve(hook?.(view)).catch(() => undefined);
  } catch {
    // An exception is ignored like a rejection.
  }
}
