/**
 * The path of a picture, when it leads to this very host: `//host`, `/\host` and whole addresses lead elsewhere.
 * It is resolved as the browser will do it, which drops tabs and takes a backslash for a slash.
 */
export function pictureAddress(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  try {
    const { origin, pathname, search } = new URL(path, location.origin);
    return origin === location.origin ? pathname + search : undefined;
  } catch {
    return undefined;
  }
}
