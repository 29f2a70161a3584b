// @ts-check
// The whole table, in the order in which the README shows it.
import { bundlers } from './bundlers.mjs';
import { miniProgram } from './mini-program.mjs';
import { toolchains } from './mini-program-toolchains.mjs';
import { next } from './next.mjs';
import { node } from './node.mjs';
import { pages } from './pages.mjs';
import { recipes } from './recipes.mjs';
import { runners } from './runners.mjs';
import { runtimes } from './runtimes.mjs';
import { wechat } from './wechat.mjs';
import { vite } from './vite.mjs';

/** @type {import('./row.mjs').Group[]} */
export const groups = [...vite, ...bundlers, ...next, ...pages, ...runners, ...node, ...runtimes, ...recipes, ...miniProgram, ...wechat, ...toolchains];
