// @ts-check
// The repository on each compiler, each Node and each kind of machine. See README.md beside this file.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { output, root } from '../../scripts/run.mjs';
import { main, say } from '../../scripts/say.mjs';
import { rows } from './rows.mjs';

const { values: asked } = parseArgs({ options: { only: { type: 'string', multiple: true } } });

/** @param {string} to */
function copyTracked(to) {
  // Also where another user owns the folder, as in a container.
  const files = output('git', ['-c', 'safe.directory=*', 'ls-files', '-z'])?.split('\0').filter(Boolean);
  if (!files) throw new Error('git ls-files: expected the tracked files, found no repository');
  for (const file of files) cpSync(join(root, file), join(to, file), { recursive: true, verbatimSymlinks: true });
}

/**
 * @param {import('./rows.mjs').Row} row
 * @param {Map<string, string>} modules
 */
async function tried(row, modules) {
  const impossible = row.impossible?.();
  if (impossible) return { row, passed: true, time: '', said: `not tried: ${impossible}` };
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'houcaller-coupons-toolchains-')));
  const remove = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  chmodSync(scratch, 0o755);
  const clone = join(scratch, row.folder ?? 'clone');
  mkdirSync(clone);
  copyTracked(clone);
  say(`▶ ${row.name}: ${row.what}`);
  const began = performance.now();
  const result = await row.run({ clone, scratch, modules }).then(
    (said) => ({ passed: true, said: said ?? '' }),
    (error) => ({ passed: false, said: String(error.message) }),
  );
  const time = `${((performance.now() - began) / 1000).toFixed(0)} s`;
  say(`${result.passed ? '✓' : '✗'} ${row.name} (${time}) ${result.said}`);
  process.off('exit', remove);
  remove();
  return { row, time, ...result };
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(1));

await main(async () => {
  const chosen = rows.filter(({ name }) => !asked.only || asked.only.includes(name));
  const unknown = asked.only?.filter((name) => !rows.some((row) => row.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(', ')}: expected some of ${rows.map(({ name }) => name).join(', ')}`);
  const modules = new Map();
  const results = [];
  // One after another: each takes the whole machine, and the times are to tell something.
  for (const row of chosen) results.push(await tried(row, modules));
  const lines = results.map(({ row, passed, time, said }) => `| \`${row.name}\` | ${row.what} | ${passed ? 'yes' : 'no'} | ${time} | ${said.split('\n')[0]} |`);
  say(['', '| row | what | passed | time | |', '| --- | --- | --- | --: | --- |', ...lines].join('\n'));
  const failed = results.filter(({ passed }) => !passed).map(({ row }) => row.name);
  if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
});
