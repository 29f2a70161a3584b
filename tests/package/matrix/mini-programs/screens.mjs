// @ts-check
// Simulates typing and tapping on a page that a framework compiled. Finds the event handlers as the host does, in the markup and the
// page's data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Screen
 * @property {() => boolean} isRendered
 * @property {(text: string) => void} type
 * @property {() => void} tap
 *
 * @typedef {(page: any, folder: string) => Screen} ScreenOf
 */

/**
 * @param {string} type
 * @param {object} [detail]
 * @param {string} [sid] the id of the touched element, for Taro
 */
const event = (type, detail = {}, sid) => {
  const target = { id: sid, dataset: { sid } };
  return { type, detail, timeStamp: Date.now(), target, currentTarget: target, mpEvent: undefined };
};

/** In pages without a framework the handlers have known names. @type {ScreenOf} */
export const native = (page) => ({
  isRendered: () => true,
  type: (value) => page.onInput(event('input', { value })),
  tap: () => page.onSearch(event('tap')),
});

/** uni-app puts the names of the handlers into the page's data, and refers to them in the markup. @type {ScreenOf} */
export const uniApp = (page, folder) => {
  const [markup = ''] = ['wxml', 'axml'].flatMap((ending) => readIfExists(join(folder, `${page.route}.${ending}`)));
  const handler = (/** @type {RegExp} */ pattern) => page[page.data[pattern.exec(markup)?.[1] ?? '']];
  const [typed, tapped] = [/(?:bindinput|onInput)="\{\{(\w+)\}\}"/, /<button[^>]*(?:bindtap|onTap)="\{\{(\w+)\}\}"/];
  return {
    isRendered: () => Boolean(handler(typed) && handler(tapped)),
    type: (value) => handler(typed)(event('input', { value })),
    tap: () => handler(tapped)(event('tap')),
  };
};

/** Taro puts the tree of elements into the page's data, and handles all events in one function. @type {ScreenOf} */
export const taro = (page) => {
  const input = () => find(page.data, (node) => Object.values(node).includes('会员号'));
  const button = () => find(page.data, ({ cn }) => Array.isArray(cn) && cn.some(({ v }) => v === '查询'));
  return {
    isRendered: () => Boolean(input() && button()),
    type: (value) => page.eh(event('input', { value }, input().sid)),
    tap: () => page.eh(event('tap', {}, button().sid)),
  };
};

/**
 * @param {any} value
 * @param {(node: any) => boolean} matches
 * @returns {any}
 */
function find(value, matches) {
  if (typeof value !== 'object' || value === null) return undefined;
  if (matches(value)) return value;
  for (const inner of Object.values(value)) {
    const found = find(inner, matches);
    if (found) return found;
  }
  return undefined;
}

/** @param {string} file */
function readIfExists(file) {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
