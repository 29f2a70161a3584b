// @ts-check

/**
 * A place where contenders run.
 *
 * @typedef {object} Host
 * @property {string} name
 * @property {string} version
 * @property {(name: string, ...args: unknown[]) => Promise<any>} call a function of `inside/`, by its name
 * @property {() => Promise<number[]>} processes the ids of the processes that may run the contenders
 * @property {() => Promise<void>} close
 */

export { openNode } from './node.mjs';
export { launch, openPage } from './chromium.mjs';
export { openNative } from './native.mjs';
