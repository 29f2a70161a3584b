// @ts-check
// Mutates the structure of an answer.
import { copy, holders, places } from './tree.js';

/**
 * @typedef {import('../../support/random.js').Random} Random
 * @typedef {import('./tree.js').Tree} Tree
 * @typedef {import('./tree.js').ObjectTree} ObjectTree
 */

const CHECKED = ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate', 'status', 'cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl'];
const NAMES = [
  ...CHECKED,
  ...['code', 'msg', 'smg', 'data', 'list', 'length', 'cpnId', 'CPNCODE', 'then', 'toJSON', 'toString', 'valueOf'],
  ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', '', '0', '-1', '豪', '😀', '\ud800', 'a.b', 'a[0]', 'a\u0000b'],
];
const NUMBERS = ['0', '-0', '1', '-1', '7', '1.5', '0.0', '1e2', '2147483648', '9007199254740993', '1e999', '-1e999', '5e-324', '1e-999'];
const HUGE_NUMBERS = [`1${'0'.repeat(400)}`, `0.${'0'.repeat(400)}1`, '123456789012345678901234567890'];
const STRINGS = [
  ...['', '0', '1', '2', '-1', '42', '007', '+1', ' 1', '1 ', '1.0', '1e2', '0x1', 'NaN', 'Infinity', '٣', '2147483647'],
  ...['2020-01-17', '7270000006699', '豪客来', '😀', '\ud800', '\udfff\ud83d', '\u0000', '\u2028', '__proto__', '</script>'],
].map((text) => JSON.stringify(text));
const OTHERS = ['null', 'null', 'true', 'false', '[]', '{}', '[null]', '[[]]', '[{}]', '{"id":"x"}', '{"__proto__":null}'];
const PROTO = '{"__proto__":{"id":"x","cpnCode":"x","status":0}}';

/** @param {Random} random */
function anyValue(random) {
  const raw = random.pick([
    () => random.pick(NUMBERS),
    () => random.pick(STRINGS),
    () => random.pick(OTHERS),
    () => random.pick(OTHERS),
    () => random.pick(HUGE_NUMBERS),
    () => JSON.stringify('长'.repeat(random.below(2_000))),
    () => PROTO,
    () => nest('null', random),
  ])();
  return { raw };
}

/**
 * @param {string} text
 * @param {Random} random
 */
function nest(text, random) {
  const depth = 1 + random.below(200);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"list":', '}]'],
    ['{"__proto__":', '}'],
  ]);
  return open.repeat(depth) + text + close.repeat(depth);
}

/**
 * @param {Tree} tree
 * @param {string} name
 * @returns {Tree | undefined}
 */
function field(tree, name) {
  return 'entries' in tree ? tree.entries.find(([key]) => key === name)?.[1] : undefined;
}

/**
 * The objects in the list, if the answer has one.
 *
 * @param {Tree} tree
 * @returns {ObjectTree[]}
 */
function coupons(tree) {
  const list = field(field(tree, 'data') ?? tree, 'list');
  return list && 'items' in list ? list.items.filter((item) => 'entries' in item) : [];
}

/**
 * @param {ObjectTree} holder
 * @param {string} name
 * @param {Tree} value
 */
function set(holder, name, value) {
  const entry = holder.entries.find(([key]) => key === name);
  if (entry) entry[1] = value;
  else holder.entries.push([name, value]);
}

/** @type {Record<string, (tree: Tree, random: Random) => void>} */
const MUTATIONS = {
  dropField(tree, random) {
    const { entries } = random.pick(holders(tree, 'entries'));
    entries.splice(random.below(entries.length + 1), 1);
  },
  addField(tree, random) {
    const { entries } = random.pick(holders(tree, 'entries'));
    entries.splice(random.below(entries.length + 1), 0, [random.pick(NAMES), anyValue(random)]);
  },
  duplicateKey(tree, random) {
    const { entries } = random.pick(holders(tree, 'entries'));
    if (entries.length === 0) return;
    const [key, value] = random.pick(entries);
    entries.splice(random.below(entries.length + 1), 0, [key, random.chance(0.5) ? anyValue(random) : copy(value)]);
  },
  renameField(tree, random) {
    const { entries } = random.pick(holders(tree, 'entries'));
    if (entries.length > 0) random.pick(entries)[0] = random.pick(NAMES);
  },
  replaceValue(tree, random) {
    const found = places(tree);
    if (found.length > 0) random.pick(found).set(anyValue(random));
  },
  retypeValue(tree, random) {
    const found = places(tree);
    if (found.length === 0) return;
    const { get, set } = random.pick(found);
    const value = get();
    set(
      random.pick([
        () => ({ items: [value] }),
        () => ({ entries: /** @type {[string, Tree][]} */ ([[random.pick(NAMES), value]]) }),
        () => ('raw' in value ? { raw: JSON.stringify(value.raw) } : { raw: 'true' }),
        () => ('raw' in value && /^"\d+"$/.test(value.raw) ? { raw: String(Number(value.raw.slice(1, -1))) } : { raw: '0' }),
      ])(),
    );
  },
  nestValue(tree, random) {
    const found = places(tree);
    if (found.length > 0) random.pick(found).set({ raw: nest(random.pick(['null', '0', '"豪"']), random) });
  },
  swapValues(tree, random) {
    const found = places(tree);
    if (found.length < 2) return;
    const [one, other] = [random.pick(found), random.pick(found)];
    const [first, second] = [copy(one.get()), copy(other.get())];
    one.set(second);
    other.set(first);
  },
  changeItems(tree, random) {
    const arrays = holders(tree, 'items');
    if (arrays.length === 0) return;
    const { items } = random.pick(arrays);
    random.pick([
      () => void items.splice(0),
      () => void items.splice(random.below(items.length + 1), 1),
      () => void items.splice(random.below(items.length + 1), 0, anyValue(random)),
      () => void (items.length > 0 && items.push(copy(random.pick(items)))),
    ])();
  },
  changeCheckedField(tree, random) {
    const found = coupons(tree);
    if (found.length > 0) set(random.pick(found), random.pick(CHECKED), anyValue(random));
  },
  dropCheckedField(tree, random) {
    const found = coupons(tree);
    if (found.length === 0) return;
    const coupon = random.pick(found);
    const name = random.pick(CHECKED);
    coupon.entries = coupon.entries.filter(([key]) => key !== name);
    // A field of the prototype must not replace it.
    if (random.chance(0.3)) coupon.entries.push(['__proto__', { raw: `{${JSON.stringify(name)}:"0"}` }]);
  },
  changeStatus(tree, random) {
    const found = coupons(tree);
    if (found.length > 0) set(random.pick(found), 'status', { raw: random.pick([...NUMBERS, ...STRINGS]) });
  },
  changeCode(tree, random) {
    if (!('entries' in tree)) return;
    const raw = random.pick([...NUMBERS, ...HUGE_NUMBERS, '"0"', '"1"', '1012', '1004', 'null', 'true', 'false', '[]', '[0]', '{}', '""']);
    set(tree, 'code', { raw });
    const message = { raw: random.pick([...STRINGS, 'null', '0', '[]', '{}', '"会员不存在"']) };
    if (random.chance(0.5)) set(tree, random.pick(['msg', 'smg']), message);
  },
  changeRoot(tree, random) {
    if (!('entries' in tree)) return;
    const { entries } = tree;
    tree.entries = [];
    random.pick([
      () => set(tree, 'data', { entries }),
      () => void (tree.entries = entries.filter(() => random.chance(0.6))),
      () => set(tree, 'code', { raw: '0' }),
    ])();
  },
  escapeText(tree, random) {
    const texts = places(tree).filter(({ get }) => /^".+"$/.test(/** @type {{ raw?: string }} */ (get()).raw ?? ''));
    if (texts.length === 0) return;
    const { get, set } = random.pick(texts);
    const text = String(JSON.parse(/** @type {{ raw: string }} */ (get()).raw));
    const units = text.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    set({ raw: `"${units.join('')}"` });
  },
};

const KINDS = Object.values(MUTATIONS);

/**
 * @param {Tree} tree is changed
 * @param {Random} random
 */
export function mutateStructure(tree, random) {
  random.pick(KINDS)(tree, random);
}
