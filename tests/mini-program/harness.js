// @ts-check
// A mini-program on this machine: the sample project's code package in a realm of its own.
import { rm } from 'node:fs/promises';
import { buildCodePackage } from './code-package.js';
import { createRealm } from './realm.js';
import { wxRequest } from './request-hosts.js';
import { pathWebAssembly } from './wasm-host.js';

export const ENTRY = 'miniprogram_npm/houcaller-coupons/index.js';

/** @typedef {typeof import('../../dist/mini-program/index.js')} Entry */

export async function openCodePackage() {
  const folder = await buildCodePackage();

  /**
   * Starts WeChat, or, with other globals, another host. What is `undefined` is not there.
   *
   * @param {Record<string, unknown>} [globals]
   */
  function start(globals = {}) {
    const all = { wx: { request: wxRequest() }, WXWebAssembly: pathWebAssembly(folder), ...globals };
    const realm = createRealm(folder, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
    return { ...realm, entry: () => /** @type {Entry} */ (realm.require(ENTRY)) };
  }

  return { folder, start, close: () => rm(folder, { recursive: true, force: true }) };
}
