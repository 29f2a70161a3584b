// @ts-check
// Runs a mini-program in Node: the sample project's code package in a realm of its own.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildCodePackage } from './code-package.js';
import { createRealm } from './realm.js';
import { wxRequest } from './request-hosts.js';
import { pathWebAssembly } from './wasm-host.js';

export const ENTRY = 'miniprogram_npm/houcaller-coupons/index.js';

/** @typedef {typeof import('../../../dist/mini-program/index.js')} Entry */

const WITHOUT_WASM = 'no-wasm';
const dist = new URL('../../../dist/', import.meta.url);

/** Copies further entries into the code package, because WeChat's npm builder copies only the mini-program's. @param {string} folder */
async function addEntries(folder) {
  for (const [file = '', to = ''] of [
    ['mini-program-no-wasm.cjs', `${WITHOUT_WASM}/index.js`],
    ['engine.cjs', `${WITHOUT_WASM}/engine.js`],
    ['index.cjs', 'main-entry/index.js'],
  ]) {
    const code = await readFile(new URL(file, dist), 'utf8');
    await mkdir(dirname(join(folder, to)), { recursive: true });
    await writeFile(join(folder, to), code.replaceAll('./engine.cjs', './engine.js'));
  }
}

export async function openCodePackage() {
  const folder = await buildCodePackage();
  await addEntries(folder);

  /**
   * Starts WeChat, or another host by its globals. A global of `undefined` is absent.
   *
   * @param {Record<string, unknown>} [globals]
   */
  function start(globals = {}) {
    const all = { wx: { request: wxRequest() }, WXWebAssembly: pathWebAssembly(folder), ...globals };
    const realm = createRealm(folder, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
    return { ...realm, entry: () => /** @type {Entry} */ (realm.require(ENTRY)) };
  }

  /**
   * A host without WebAssembly, and the entry for it.
   *
   * @param {Record<string, unknown>} globals
   */
  function startWithoutWasm(globals) {
    const realm = start({ wx: undefined, WXWebAssembly: undefined, ...globals });
    return { ...realm, entry: () => /** @type {Entry} */ (realm.require(`${WITHOUT_WASM}/index.js`)) };
  }

  return { folder, start, startWithoutWasm, close: () => rm(folder, { recursive: true, force: true }) };
}
