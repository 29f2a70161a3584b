// @ts-check
// The build is reproducible: the same bytes in every folder and with every setting of the machine, without paths of the machine.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { output } from '../../../scripts/run.mjs';
import { copyOfRepository, root } from './copy.js';

const cargoHome = process.env.CARGO_HOME || join(homedir(), '.cargo');

/**
 * @param {string} folder
 * @returns {Promise<Record<string, Buffer>>} By path.
 */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(await Promise.all(paths.sort().map(async (path) => [path.slice(folder.length + 1), await readFile(path)])));
}

/** @param {Record<string, Buffer>} files */
const sums = (files) => Object.fromEntries(Object.entries(files).map(([path, content]) => [path, createHash('sha256').update(content).digest('hex')]));

test('dist/ is the same in another folder with another cargo home, another target folder and settings for other projects', async () => {
  const { folder, beside, remove } = await copyOfRepository('优惠券 with spaces [and brackets] (1)');
  try {
    // Another cargo home with a link to the crates.
    const home = join(beside, 'another cargo home');
    await mkdir(home);
    await symlink(join(cargoHome, 'registry'), join(home, 'registry'));
    await writeFile(join(home, 'config.toml'), '[profile.release]\nopt-level = 3\noverflow-checks = true\ndebug-assertions = true\nstrip = true\n');
    const env = {
      ...process.env,
      // rustup does not depend on CARGO_HOME.
      CARGO_HOME: home,
      CARGO_TARGET_DIR: 'elsewhere',
      CARGO_INCREMENTAL: '1',
      CARGO_PROFILE_RELEASE_LTO: 'off',
      CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
      NODE_ENV: 'production',
      npm_config_omit: 'dev',
    };
    await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: folder, env, maxBuffer: Infinity });
    const [here, there] = await Promise.all([root, folder].map(async (each) => sums(await filesOf(join(each, 'dist')))));
    assert.ok(Object.keys(here ?? {}).includes('houcaller_coupons_bg.wasm'));
    assert.deepEqual(there, here);
    assert.ok((await readdir(folder)).includes('elsewhere'), 'cargo uses CARGO_TARGET_DIR');
  } finally {
    await remove();
  }
});

test('dist/ contains no path of the machine', async () => {
  const sysroot = output('rustc', ['--print', 'sysroot']) ?? '';
  const folders = [
    root,
    `${homedir()}/`,
    `${cargoHome}/`,
    `${tmpdir()}/`,
    `${sysroot}/`,
    '/root/',
    '/home/',
    '/Users/',
    'C:\\Users\\',
    '/registry/src/',
    '.cargo/',
    'lib/rustlib/src',
  ];
  for (const [path, content] of Object.entries(await filesOf(join(root, 'dist')))) {
    for (const folder of folders)
      assert.equal(
        content.indexOf(folder),
        -1,
        `${path}: expected no ${folder}, found ${content.subarray(Math.max(0, content.indexOf(folder) - 40), content.indexOf(folder) + 80)}`,
      );
  }
  // Nor the paths of sources in the standard library and in crates, which panics do not print.
  const module = await readFile(join(root, 'dist', 'houcaller_coupons_bg.wasm'));
  assert.equal(module.indexOf('.rs'), -1);
});
