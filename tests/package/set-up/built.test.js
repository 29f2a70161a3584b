// @ts-check
// What counts as a build of the present sources, and what happens if two commands build at once.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { copyOfRepository, root } from './copy.js';

const exec = promisify(execFile);

/** @type {Awaited<ReturnType<typeof copyOfRepository>>} */
let copy;
/** @type {typeof import('../../../scripts/build/sources.mjs')} */
let sources;
/** @type {typeof import('../../../scripts/build/lock.mjs')} */
let lock;

before(async () => {
  copy = await copyOfRepository('clone');
  const load = (/** @type {string} */ name) => import(pathToFileURL(join(copy.folder, 'scripts', 'build', name)).href);
  [sources, lock] = await Promise.all([load('sources.mjs'), load('lock.mjs')]);
});
after(() => copy?.remove());

/** What a build leaves. */
const build = async () => {
  for (const folder of ['dist', 'pkg']) await mkdir(join(copy.folder, folder), { recursive: true });
  sources.beginBuild()();
};

test('only a complete build counts', async () => {
  assert.deepEqual([sources.wasBuilt(), sources.isBuilt()], [false, false]);
  await build();
  assert.deepEqual([sources.wasBuilt(), sources.isBuilt()], [true, true]);
  // Another one, which is interrupted.
  sources.beginBuild();
  assert.deepEqual([sources.wasBuilt(), sources.isBuilt()], [false, false]);
  for (const folder of ['dist', 'pkg']) {
    await build();
    assert.equal(sources.isBuilt(), true);
    await rm(join(copy.folder, folder), { recursive: true });
    assert.deepEqual([sources.wasBuilt(), sources.isBuilt()], [false, false]);
  }
});

for (const file of [
  'js/api.ts',
  'src/lib.rs',
  'module/src/lib.rs',
  'tsconfig.json',
  'LICENSE',
  'Cargo.lock',
  'scripts/build.mjs',
  'scripts/toolchain.mjs',
  '.cargo/config.toml',
]) {
  test(`after a change of ${file} the build is old`, async () => {
    await build();
    if (file.startsWith('.cargo')) await mkdir(join(copy.folder, '.cargo'));
    await appendFile(join(copy.folder, file), '\n');
    assert.deepEqual([sources.wasBuilt(), sources.isBuilt()], [true, false]);
  });
}

test('a source that changes during a build counts as not built', async () => {
  await build();
  const complete = sources.beginBuild();
  await appendFile(join(copy.folder, 'js', 'api.ts'), '\n');
  complete();
  assert.equal(sources.isBuilt(), false);
});

test('the lock file of an editor, a link to nothing, is no source', async () => {
  await build();
  await symlink('someone@nowhere.1:2', join(copy.folder, 'js', '.#api.ts'));
  assert.equal(sources.isBuilt(), true);
});

test('a second build at the same time is refused, and one after a killed build is not', async () => {
  const holds = `const { alone } = await import(${JSON.stringify(pathToFileURL(join(copy.folder, 'scripts', 'build', 'lock.mjs')).href)});
await alone(async () => { console.log('building'); await new Promise((resolve) => setTimeout(resolve, 60_000)); });`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', holds], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(other, 'exit');
  try {
    await once(other.stdout, 'data');
    await assert.rejects(
      lock.alone(async () => assert.fail('it built')),
      { message: `Another build of this folder is running (process ${other.pid}). Run this again when it has ended.` },
    );
  } finally {
    other.kill('SIGKILL');
    await ended;
  }
  assert.equal(await lock.alone(async () => 'built'), 'built');
  await assert.rejects(
    lock.alone(async () => {
      throw new Error('it failed');
    }),
    /^Error: it failed$/,
  );
  await writeFile(join(copy.folder, 'target', 'building'), '');
  assert.equal(await lock.alone(async () => 'built'), 'built');
});

test('a command works through a symbolic link to the repository', async () => {
  const link = join(copy.beside, 'link');
  await symlink(root, link);
  const run = exec(process.execPath, [join(link, 'scripts', 'release.mjs'), 'v0.0.0-none']);
  await assert.rejects(run, ({ code, stdout, stderr }) => code === 1 && /package\.json: expected 0\.0\.0-none/.test(stdout + stderr));
});

test('npm test refuses each name that names no check', async () => {
  const run = exec(process.execPath, ['scripts/test.mjs', 'rustfmt', 'gatway'], { cwd: root });
  await assert.rejects(run, ({ code, stdout, stderr }) => code === 1 && /expected a group or a part of a title, found gatway: /.test(stdout + stderr));
});
