// @ts-check
// How a user types and taps on a page that a framework compiled: the host would find the handlers in the markup and in the page's data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Screen
 * @property {() => boolean} isThere
 * @property {(text: string) => void} type
 * @property {() => void} tap
 *
 * @typedef {(page: any, folder: string) => Screen} ScreenOf
 */

/**
 * @param {string} type
 * @param {object} [detail]
 * @param {string} [sid] by which Taro finds what was touched
 */
const event = (type, detail = {}, sid) => {
  const target = { id: sid, dataset: { sid } };
  return { type, detail, timeStamp: Date.now(), target, currentTarget: target, mpEvent: undefined };
};

/** WeChat's own pages have their handlers by name. @type {ScreenOf} */
export const native = (page) => ({
  isThere: () => true,
  type: (value) => page.onInput(event('input', { value })),
  tap: () => page.onSearch(event('tap')),
});

/** uni-app writes the handlers' names into the data, and where they are into the markup. @type {ScreenOf} */
export const uniApp = (page, folder) => {
  const [markup = ''] = ['wxml', 'axml'].flatMap((ending) => readIfThere(join(folder, `${page.route}.${ending}`)));
  const handler = (/** @type {RegExp} */ pattern) => page[page.data[pattern.exec(markup)?.[1] ?? '']];
  const [typed, tapped] = [/(?:bindinput|onInput)="\{\{(\w+)\}\}"/, /<button[^>]*(?:bindtap|onTap)="\{\{(\w+)\}\}"/];
  return {
    isThere: () => Boolean(handler(typed) && handler(tapped)),
    type: (value) => handler(typed)(event('input', { value })),
    tap: () => handler(tapped)(event('tap')),
  };
};

/** Taro puts the tree into the data, and takes all events by one function. @type {ScreenOf} */
export const taro = (page) => {
  const input = () => find(page.data, (node) => Object.values(node).includes('会员号'));
  const button = () => find(page.data, ({ cn }) => Array.isArray(cn) && cn.some(({ v }) => v === '查询'));
  return {
    isThere: () => Boolean(input() && button()),
    type: (value) => page.eh(event('input', { value }, input().sid)),
    tap: () => page.eh(event('tap', {}, button().sid)),
  };
};

/**
 * @param {any} value
 * @param {(node: any) => boolean} isIt
 * @returns {any}
 */
function find(value, isIt) {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isIt(value)) return value;
  for (const inner of Object.values(value)) {
    const found = find(inner, isIt);
    if (found) return found;
  }
  return undefined;
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
