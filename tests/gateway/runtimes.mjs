// @ts-check
// Runs the checks in Deno, Bun and workerd. An argument selects one of them: deno, bun or workerd.
import { checks } from './checks/index.js';
import { suite } from './suite.js';

/** @type {Record<string, Parameters<typeof suite>[1]>} */
const RUNTIMES = { Deno: 'deno', Bun: 'bun', workerd: 'workerd' };

const only = process.argv[2];
for (const [title, runtime] of Object.entries(RUNTIMES)) {
  if (!only || only === runtime) suite(title, runtime, checks);
}
