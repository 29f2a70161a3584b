// @ts-check
// Compares two versions.

/**
 * Whether a version is the oldest supported one or later.
 *
 * @param {string} version
 * @param {string} oldest may omit parts, which then count as 0
 */
export function isAtLeast(version, oldest) {
  const [found, needed] = [version, oldest].map((each) =>
    each
      .replace(/[-+].*$/, '')
      .split('.')
      .map(Number),
  );
  for (const [at, number] of (needed ?? []).entries()) {
    const difference = (found?.[at] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
