// @ts-check
// What the tests know of an entry, and of where its examples run. Types only.

/**
 * @typedef {object} Place Where examples run.
 * @property {Record<string, unknown>} exports
 * @property {Record<string, unknown>} ambient What they speak of without saying where it comes from.
 * @property {(code: string) => unknown} evaluate An expression.
 * @property {string} sandbox The address of the sandbox in it.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Entry
 * @property {string} name What a user imports.
 * @property {string} declarations Their file.
 * @property {{ lib: string[], types: string[] }} host What is declared where it runs.
 * @property {string} ambient `Place.ambient`, declared.
 * @property {string[]} [foreign] Names that it shares and whose examples are for another entry.
 * @property {() => Promise<Place>} open
 */

export {};
