// @ts-check
// What the handlers of one request have in common. Types only.

/**
 * @typedef {object} SandboxEnv
 * @property {Partial<import('@hono/node-server').HttpBindings> | undefined} Bindings
 * @property {SandboxVariables} Variables
 *
 * @typedef {object} SandboxVariables
 * @property {import('./log-entry.js').LogEntry} entry
 * @property {import('./faults/table.js').Effect[]} effects
 * @property {import('./faults/arguments.js').InvalidFault | undefined} mistake
 */

export {};
