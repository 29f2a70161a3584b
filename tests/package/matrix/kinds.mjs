// @ts-check
// All rows, in the order of docs/compatibility.md.
import { bundlers } from './bundlers.mjs';
import { engines } from './engines.mjs';
import { extension } from './extension.mjs';
import { frameworks } from './frameworks.mjs';
import { miniProgram } from './mini-program.mjs';
import { toolchains } from './mini-program-toolchains.mjs';
import { next } from './next.mjs';
import { node } from './node.mjs';
import { pages } from './pages.mjs';
import { recipes } from './recipes.mjs';
import { runners } from './runners.mjs';
import { runtimes } from './runtimes.mjs';
import { vite } from './vite.mjs';
import { wechat } from './wechat.mjs';

/**
 * @typedef {object} Kind
 * @property {string} kind its name on the command line
 * @property {string} title
 * @property {import('./row.mjs').Group[]} groups
 */

/** @type {Kind[]} */
export const kinds = [
  { kind: 'bundlers', title: 'Bundlers', groups: [...vite, ...bundlers] },
  { kind: 'frameworks', title: 'Frameworks', groups: [...next, ...frameworks, ...recipes] },
  { kind: 'runtimes', title: 'Servers and runtimes', groups: [...node, ...runtimes] },
  { kind: 'test-runners', title: 'Test runners', groups: runners },
  { kind: 'mini-programs', title: 'Mini-programs', groups: [...miniProgram, ...wechat, ...toolchains] },
  { kind: 'pages', title: 'Pages without a build', groups: [...pages, ...extension] },
  { kind: 'engines', title: 'Old engines, and engines of other hosts', groups: engines },
];

export const groups = kinds.flatMap((kind) => kind.groups);
