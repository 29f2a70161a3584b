// @ts-check

/**
 * Whether a version is another or later than it.
 *
 * @param {string} version
 * @param {string} oldest may leave out what is nought
 */
export function isAtLeast(version, oldest) {
  const [found, needed] = [version, oldest].map((each) => each.replace(/[-+].*$/, '').split('.').map(Number));
  for (const [at, number] of (needed ?? []).entries()) {
    const difference = (found?.[at] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
