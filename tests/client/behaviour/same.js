// @ts-check
// Comparisons that run in any host. Their errors show the expected and the actual value.

/**
 * A value as text, so that different values have different texts. Throws for objects that are not plain.
 *
 * @param {unknown} value
 * @returns {string}
 */
function show(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (Object(value) !== value) return Object.is(value, -0) ? '-0' : String(value);
  const plain = /** @type {object} */ (value);
  if (Object.getPrototypeOf(plain) !== Object.prototype) throw new TypeError(`only plain data can be compared, not ${String(value)}`);
  const fields = Object.entries(plain).map(([name, field]) => `${JSON.stringify(name)}: ${show(field)}`);
  return `{ ${fields.join(', ')} }`;
}

/**
 * Throws unless plain data is equal, including the order of the fields.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function same(actual, expected) {
  differ(show(actual), show(expected));
}

/**
 * Throws unless the values are identical: for objects, the same object.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function identical(actual, expected) {
  if (!Object.is(actual, expected)) differ(`${String(actual)}, another one`, String(expected));
}

/**
 * Throws unless a number is in the range, bounds included.
 *
 * @param {unknown} actual
 * @param {number} least
 * @param {number} most
 */
export function between(actual, least, most) {
  if (typeof actual === 'number' && actual >= least && actual <= most) return;
  throw new Error(`expected a number from ${least} to ${most}\nactual   ${String(actual)}`);
}

/**
 * Checks every row. The error for a row has its number.
 *
 * @template T
 * @param {Iterable<T>} rows
 * @param {(row: T) => unknown} check
 */
export async function each(rows, check) {
  let count = 0;
  for (const row of rows) {
    count += 1;
    try {
      await check(row);
    } catch (cause) {
      throw new Error(`row ${count}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}

/**
 * @param {string} actual
 * @param {string} expected
 */
function differ(actual, expected) {
  if (actual !== expected) throw new Error(`not the same\nexpected ${expected}\nactual   ${actual}`);
}
