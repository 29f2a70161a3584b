/**
 * The absolute URL of a picture on this origin, or undefined. Absolute URLs, `//host` and `/\host` lead to other hosts. The path is
 * resolved by the rules of the browser, which drop tabs and treat a backslash as a slash. The result is absolute, because the
 * browser would resolve a path again, and `/.//host` resolves to the path `//host`.
 */
export function pictureAddress(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  try {
    const url = new URL(path, location.origin);
    return url.origin === location.origin ? url.href : undefined;
  } catch {
    return undefined;
  }
}
