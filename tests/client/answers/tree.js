// @ts-check
// JSON as a tree that can express what JavaScript objects cannot: duplicate keys, `__proto__` as a field, `-0` and `1e999`.

/**
 * @typedef {{ entries: [key: string, value: Tree][] }} ObjectTree
 * @typedef {{ items: Tree[] }} ArrayTree
 * @typedef {{ raw: string }} RawTree a scalar, or any text in the place of a value
 * @typedef {ObjectTree | ArrayTree | RawTree} Tree
 */

/**
 * @param {unknown} value the result of `JSON.parse`
 * @returns {Tree}
 */
export function treeOf(value) {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { raw: JSON.stringify(value) };
  return { entries: Object.entries(value).map(([key, field]) => [key, treeOf(field)]) };
}

/**
 * @param {Tree} tree
 * @returns {Tree}
 */
export function copy(tree) {
  if ('raw' in tree) return { raw: tree.raw };
  if ('items' in tree) return { items: tree.items.map(copy) };
  return { entries: tree.entries.map(([key, value]) => [key, copy(value)]) };
}

/**
 * @param {Tree} tree
 * @param {string} [gap] white space between the tokens
 * @returns {string}
 */
export function write(tree, gap = '') {
  if ('raw' in tree) return tree.raw;
  if ('items' in tree) return `[${gap}${tree.items.map((item) => write(item, gap)).join(`,${gap}`)}${gap}]`;
  const fields = tree.entries.map(([key, value]) => `${JSON.stringify(key)}${gap}:${gap}${write(value, gap)}`);
  return `{${gap}${fields.join(`,${gap}`)}${gap}}`;
}

/**
 * Every place of a value in the tree, except for the root.
 *
 * @param {Tree} tree
 * @param {{ get: () => Tree, set: (value: Tree) => void }[]} [found]
 */
export function places(tree, found = []) {
  if ('items' in tree) {
    tree.items.forEach((item, index) => {
      found.push({ get: () => tree.items[index], set: (value) => void (tree.items[index] = value) });
      places(item, found);
    });
  } else if ('entries' in tree) {
    for (const entry of tree.entries) {
      found.push({ get: () => entry[1], set: (value) => void (entry[1] = value) });
      places(entry[1], found);
    }
  }
  return found;
}

/**
 * Every object in the tree, or every array.
 *
 * @template {'entries' | 'items'} Kind
 * @param {Tree} tree
 * @param {Kind} kind
 * @returns {(Kind extends 'entries' ? ObjectTree : ArrayTree)[]}
 */
export function holders(tree, kind) {
  const found = [tree, ...places(tree).map(({ get }) => get())].filter((node) => kind in node);
  return /** @type {(Kind extends 'entries' ? ObjectTree : ArrayTree)[]} */ (/** @type {unknown} */ (found));
}
