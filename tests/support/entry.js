// @ts-check
// The types of an entry of the package, and of the environment in which its examples run.

/**
 * @typedef {object} Environment
 * @property {Record<string, unknown>} exports The exports of the entry.
 * @property {Record<string, unknown>} ambient The values that examples use without defining them.
 * @property {(code: string) => unknown} evaluate Evaluates an expression.
 * @property {string} sandbox The address of the sandbox.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Entry
 * @property {string} name The name in an import.
 * @property {string} declarations The file of its declarations.
 * @property {{ lib: string[], types: string[] }} host The declarations of the host in which it runs.
 * @property {string} ambient Declarations of `Environment.ambient`.
 * @property {string[]} [foreign] Names that it also exports, but whose examples are for another entry.
 * @property {() => Promise<Environment>} open
 */

export {};
