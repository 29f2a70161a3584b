/**
 * The whole address of a picture, when it leads to this very host: `//host`, `/\host` and whole addresses lead elsewhere.
 * It is resolved as the browser will do it, which drops tabs and takes a backslash for a slash. A path on its own would
 * be resolved once more, and `/.//host` has the path `//host`.
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
