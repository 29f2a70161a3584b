// @ts-check
// Runs the compatibility matrix: the packed tarball in a new project for each tool. See README.md in this folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browser as findBrowser } from '../../../scripts/browser.mjs';
import { main, say } from '../../../scripts/say.mjs';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { removeUnused } from '../../support/installed.mjs';
import { groups, kinds } from './kinds.mjs';
import { NAMES } from './recipe-pages.mjs';
import { createProject } from '../../support/project.mjs';
import { runGroup } from './row.mjs';
import { tables, writeIntoPage } from './table.mjs';
import { pack } from '../../support/tarball.mjs';

// Two, because installing waits for the disk and the network, and building for the processor.
const CONCURRENCY = 2;

const { values: asked } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
  },
});

/**
 * @param {import('./row.mjs').Group} group
 * @param {{ scratch: string, putTarball: (folder: string) => Promise<void>, crm: string, browser: import('playwright-core').Browser }} context
 */
async function resultsOf(group, context) {
  const began = performance.now();
  const results = await inNewProject(group, context).catch((error) => group.rows.map((row) => ({ row, wrong: [`default: ${error.message}`] })));
  for (const { row, wrong } of results) say([wrong.length ? `✗ ${row.where}` : `✓ ${row.where}`, ...wrong].join('\n'));
  say(`  ${group.project}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return results;
}

/** @type {(...args: Parameters<typeof resultsOf>) => Promise<import('./row.mjs').Result[]>} */
async function inNewProject(group, { scratch, putTarball, crm, browser }) {
  const began = performance.now();
  const { folder, remove } = await createProject(scratch, group.layers ?? [group.project], putTarball);
  say(`  ${group.project}: installed in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  try {
    return await runGroup(group, { folder, crm, browser });
  } finally {
    await remove();
  }
}

/**
 * @template T, R
 * @param {T[]} all
 * @param {(one: T) => Promise<R>} act
 * @returns {Promise<R[]>} in the order of `all`
 */
async function mapConcurrently(all, act) {
  /** @type {R[]} */
  const results = [];
  const waiting = all.entries();
  const work = async () => {
    for (const [at, one] of waiting) results[at] = await act(one);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}

function chosen() {
  const { only, quick } = asked;
  const present = groups.filter(({ runs = 'full' }) => runs === 'both' || runs === (quick ? 'quick' : 'full'));
  return only === undefined ? present : [...new Set(only.flatMap(named))];
}

/** @param {string} name of a kind or a project */
function named(name) {
  const found = kinds.find(({ kind }) => kind === name)?.groups ?? groups.filter(({ project }) => project === name);
  if (found.length) return found;
  throw new Error(`--only ${name}: expected one of ${[...kinds.map(({ kind }) => kind), ...groups.map(({ project }) => project)].join(', ')}`);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(1));

await main(async () => {
  const cells = chosen();
  if (asked.write && (asked.quick || asked.only !== undefined)) throw new Error('--write: expected the whole matrix, found a part of it');
  Object.assign(process.env, await findBrowser());
  const scratch = mkdtempSync(join(tmpdir(), 'houcaller-coupons-matrix-'));
  // Also if it is interrupted, because the projects take gigabytes.
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const putTarball = await pack(scratch);
  const sandbox = await startSandbox();
  const browser = await launchChromium([NAMES]);
  try {
    const results = await mapConcurrently(cells, (group) => resultsOf(group, { scratch, putTarball, crm: sandbox.url, browser }));
    const found = new Map(cells.map((group, at) => [group, results[at] ?? []]));
    const sections = kinds.map(({ title, groups }) => ({ title, results: groups.flatMap((group) => found.get(group) ?? []) }));
    const markdown = tables(sections.filter(({ results }) => results.length));
    say(markdown);
    const failed = results.flat().filter(({ wrong }) => wrong.length);
    if (failed.length) throw new Error(`failed: ${failed.map(({ row }) => row.where).join('; ')}`);
    if (asked.write) await writeIntoPage(markdown);
    await removeUnused();
  } finally {
    await Promise.all([browser.close(), sandbox.close()]);
  }
});
