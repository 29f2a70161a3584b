// @ts-check
// Tests the repository with each compiler, each version of Node and each kind of machine: see README.md in this folder.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { output, root } from '../../../scripts/run.mjs';
import { main, say } from '../../../scripts/say.mjs';
import { rows } from './rows.mjs';

const { values: asked } = parseArgs({ options: { only: { type: 'string', multiple: true } } });

/** @param {string} to */
function copyTracked(to) {
  // safe.directory, because another user may own the folder, as in a container.
  const files = output('git', ['-c', 'safe.directory=*', 'ls-files', '-z'])?.split('\0').filter(Boolean);
  if (!files) throw new Error('git ls-files: expected the tracked files, found no repository');
  for (const file of files) cpSync(join(root, file), join(to, file), { recursive: true, verbatimSymlinks: true });
}

/**
 * @param {import('./rows.mjs').Row} row
 * @param {Map<string, string>} modules
 */
async function runRow(row, modules) {
  const impossible = row.impossible?.();
  if (impossible) return { row, passed: true, time: '', note: `skipped: ${impossible}` };
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
    (note) => ({ passed: true, note: note ?? '' }),
    (error) => ({ passed: false, note: String(error.message) }),
  );
  const time = `${((performance.now() - began) / 1000).toFixed(0)} s`;
  say(`${result.passed ? '✓' : '✗'} ${row.name} (${time}) ${result.note}`);
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
  // One after another, because each row uses the whole machine, and concurrent rows would distort the times.
  for (const row of chosen) results.push(await runRow(row, modules));
  const lines = results.map(({ row, passed, time, note }) => `| \`${row.name}\` | ${row.what} | ${passed ? 'yes' : 'no'} | ${time} | ${note.split('\n')[0]} |`);
  say(['', '| row | what | passed | time | |', '| --- | --- | --- | --: | --- |', ...lines].join('\n'));
  const failed = results.filter(({ passed }) => !passed).map(({ row }) => row.name);
  if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
});
