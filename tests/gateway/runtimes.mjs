// @ts-check
// The same checks in the runtimes that are not Node. An argument runs one of them: deno, bun or workerd.
import { checks } from './checks/index.js';
import { suite } from './suite.js';

/** @type {Record<string, Parameters<typeof suite>[1]>} */
const RUNTIMES = { Deno: 'deno', Bun: 'bun', workerd: 'workerd' };

const only = process.argv[2];
for (const [title, runtime] of Object.entries(RUNTIMES)) {
  if (!only || only === runtime) suite(title, runtime, checks);
}
