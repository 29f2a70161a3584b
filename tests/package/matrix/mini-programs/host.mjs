// @ts-check
// A simulated mini-program host for the built code of a framework: extends the realm of tests/client/mini-program with the functions
// that register the application and its pages, and that return system information.
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

/** The functions of both hosts. */
const common = {
  getSystemInfoSync: () => SYSTEM,
  getAppBaseInfo: () => SYSTEM,
  getWindowInfo: () => SYSTEM,
  getDeviceInfo: () => SYSTEM,
  getLaunchOptionsSync: () => ({}),
  canIUse: () => false,
};

/** @type {Record<Host, (folder: string, change?: Change) => Record<string, unknown>>} */
const globalsOf = {
  WeChat: (folder, change) => ({ wx: { ...common, request: wxRequest({ change }) }, WXWebAssembly: pathWebAssembly(folder), global: {} }),
  // Alipay's pages have no WebAssembly. Taro's runtime reads the user agent.
  Alipay: (_folder, change) => ({ my: { ...common, request: myRequest({ change }) }, navigator: { userAgent: 'AlipayClient' } }),
};

/**
 * Starts a built mini-program like its host.
 *
 * @param {string} folder of the code package
 * @param {Host} host
 * @param {Change} [change] changes requests before they are sent
 */
export function startProgram(folder, host, change) {
  /** @type {any} */
  let app;
  /** @type {any} */
  let declared;
  /** @type {any} the client that the sample's pages import (from projects/probe) */
  let client;
  const declare = (/** @type {any} */ options) => void (declared = options);
  const realm = createRealm(folder, {
    ...globalsOf[host](folder, change),
    App: (/** @type {any} */ options) => void (app = options),
    getApp: () => app,
    Page: declare,
    Component: declare,
    Behavior: (/** @type {any} */ options) => options,
    getCurrentPages: () => [],
    handOver: (/** @type {any} */ coupons) => void (client = coupons),
  });
  realm.require('app.js');
  app.onLaunch?.({});

  /** @param {string} route of a page in app.json */
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

  return { ...realm, open, client: () => client };
}
