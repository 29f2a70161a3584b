// @ts-check

/**
 * @template {{ name: string }} T
 * @param {T[]} all
 * @param {string} name
 */
export function named(all, name) {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`expected one of ${all.map(({ name }) => name).join(', ')}, found ${name}`);
  return found;
}
