// @ts-check

/**
 * Where contenders run.
 *
 * @typedef {object} Host
 * @property {string} name
 * @property {string} version
 * @property {(name: string, ...args: unknown[]) => Promise<any>} call a function of `inside/`, by its name
 * @property {() => Promise<number[]>} processes those in which the contenders may be
 * @property {() => Promise<void>} close
 */

export { openNode } from './node.mjs';
export { launch, openPage } from './chromium.mjs';
export { openNative } from './native.mjs';
