// @ts-check
// What a framework's built code finds in a host, beside the realm of tests/client/mini-program: who takes its application and its pages, and what it asks at the start.
import { createRealm } from '../../../support/mini-program/realm.js';
import { myRequest, wxRequest } from '../../../support/mini-program/request-hosts.js';
import { pathWebAssembly } from '../../../support/mini-program/wasm-host.js';

/** @typedef {import('../../../support/mini-program/request-hosts.js').Change} Change */
/** @typedef {'WeChat' | 'Alipay'} Host */

const SYSTEM = {
  language: 'zh_CN',
  platform: 'ios',
  system: 'iOS 18.0',
  version: '8.0.50',
  SDKVersion: '3.0.0',
  pixelRatio: 2,
  windowWidth: 375,
  windowHeight: 667,
  safeArea: {},
};

/** Both hosts have these. */
const told = {
  getSystemInfoSync: () => SYSTEM,
  getAppBaseInfo: () => SYSTEM,
  getWindowInfo: () => SYSTEM,
  getDeviceInfo: () => SYSTEM,
  getLaunchOptionsSync: () => ({}),
  canIUse: () => false,
};

/** @type {Record<Host, (folder: string, change?: Change) => Record<string, unknown>>} */
const globalsOf = {
  WeChat: (folder, change) => ({ wx: { ...told, request: wxRequest({ change }) }, WXWebAssembly: pathWebAssembly(folder), global: {} }),
  // No WebAssembly on its pages; Taro's runtime reads the agent.
  Alipay: (_folder, change) => ({ my: { ...told, request: myRequest({ change }) }, navigator: { userAgent: 'AlipayClient' } }),
};

/**
 * Starts a built mini-program, as its host does.
 *
 * @param {string} folder of the code package
 * @param {Host} host
 * @param {Change} [change] of requests on their way out
 */
export function startProgram(folder, host, change) {
  /** @type {any} */
  let app;
  /** @type {any} */
  let declared;
  /** @type {any} what the sample's pages import (projects/probe) */
  let handed;
  const declare = (/** @type {any} */ options) => void (declared = options);
  const realm = createRealm(folder, {
    ...globalsOf[host](folder, change),
    App: (/** @type {any} */ options) => void (app = options),
    getApp: () => app,
    Page: declare,
    Component: declare,
    Behavior: (/** @type {any} */ options) => options,
    getCurrentPages: () => [],
    handOver: (/** @type {any} */ coupons) => void (handed = coupons),
  });
  realm.require('app.js');
  app.onLaunch?.({});

  /** @param {string} route of a page, as app.json names it */
  function open(route) {
    realm.require(`${route}.js`);
    const page = {
      ...declared,
      ...declared.methods,
      route,
      is: route,
      options: {},
      properties: {},
      data: { ...declared.data },
      /**
       * @param {object} changed
       * @param {() => void} [done]
       */
      setData(changed, done) {
        Object.assign(page.data, changed);
        done?.();
      },
      selectComponent: () => null,
      selectAllComponents: () => [],
      triggerEvent() {},
    };
    declared.created?.call(page);
    declared.lifetimes?.attached?.call(page);
    page.onLoad?.({});
    page.onShow?.();
    declared.lifetimes?.ready?.call(page);
    page.onReady?.();
    return page;
  }

  return { ...realm, open, handed: () => handed };
}
