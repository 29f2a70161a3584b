// @ts-check
// Runs all checks: npm test. Arguments run only the checks of the groups that they name, or whose title contains one of them.
import { build } from './build.mjs';
import { isBuilt } from './build/sources.mjs';
import { PROGRAMS, checks } from './checks.mjs';
import { WORKSPACES } from './npm-packages.mjs';
import { findAll } from './programs.mjs';
import { lints } from './rust.mjs';
import { main, say, step } from './say.mjs';
import { together } from './together.mjs';
import { buildTools } from './toolchain.mjs';

await main(async () => {
  const names = process.argv.slice(2);
  const isNamed =
    (/** @type {string} */ name) =>
    (/** @type {import('./checks.mjs').Check} */ { group, title }) =>
      name === group || title.includes(name);
  const unknown = names.filter((name) => !checks.some(isNamed(name)));
  if (unknown.length > 0) throw new Error(`expected a group or a part of a title, found ${unknown.join(', ')}: ${checks.map(({ title }) => title).join('; ')}`);
  const chosen = checks.filter((check) => names.length === 0 || names.some((name) => isNamed(name)(check)));

  const used = new Set(chosen.flatMap(({ uses }) => uses));
  const programs = Object.fromEntries(Object.entries(PROGRAMS).filter(([name]) => used.has(/** @type {import('./checks.mjs').Program} */ (name))));
  const found = await step('looking for the tools', async () => {
    await lints();
    const [, found] = await together([buildTools(WORKSPACES), findAll(programs)]);
    return found;
  });

  /** @type {string[]} */
  const failed = [];
  let isReady = names.length > 0 && isBuilt();
  for (const { title, uses, needsBuild, run } of chosen) {
    if (needsBuild && !isReady) {
      await build();
      isReady = true;
    }
    await step(title, () => run(Object.assign({}, ...uses.map((name) => found[name])))).catch((error) => {
      say(`✗ ${title}: ${error.message}`);
      failed.push(title);
    });
  }
  say(`\n${chosen.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) throw new Error(`failed: ${failed.join('; ')}`);
});
