// @ts-check

/**
 * Defines a Storage, which Node does not have.
 *
 * @param {'localStorage' | 'sessionStorage'} name
 * @returns {Map<string, string>} its items
 */
export function storageInMemory(name) {
  /** @type {Map<string, string>} */
  const items = new Map();
  Object.defineProperty(globalThis, name, {
    configurable: true,
    value: {
      getItem: (/** @type {string} */ key) => items.get(key) ?? null,
      removeItem: (/** @type {string} */ key) => items.delete(key),
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => items.set(key, text),
    },
  });
  return items;
}
