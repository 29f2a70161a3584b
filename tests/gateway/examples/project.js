// @ts-check
// Installs an example in a temporary folder, with the packed tarball and its dependencies.
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { runs } from '../../support/command.mjs';
import { pack } from '../../support/packed.js';

const NPM_OPTIONS = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/**
 * @param {string} example a folder in examples/
 * @param {string[]} [more] arguments for `npm ci`
 */
export async function install(example, more = []) {
  const folder = await mkdtemp(join(tmpdir(), `houcaller-coupons-${example}-`));
  // Readable by others, because another user than the one who installs it may run it.
  await chmod(folder, 0o755);
  const packed = await pack();
  try {
    const isSource = (/** @type {string} */ source) => !/\/(node_modules|\.wrangler|package-lock\.json|[^/]*\.tgz)$/.test(source);
    await cp(join(root, 'examples', example), folder, { recursive: true, filter: isSource });
    await cp(packed.tarball, join(folder, basename(packed.tarball)));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    manifest.dependencies['houcaller-coupons'] = `file:${basename(packed.tarball)}`;
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    // The user creates the lock file once, and the image is built with it.
    await runs('npm', ['install', '--package-lock-only', ...NPM_OPTIONS], { folder });
    await runs('npm', ['ci', ...more, ...NPM_OPTIONS], { folder });
  } finally {
    await packed.remove();
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
