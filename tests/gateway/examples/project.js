// @ts-check
// An example as a reader has it: copied into a folder of its own, with the packed tarball and the dependencies that it names.
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { runs } from '../../support/command.mjs';
import { pack } from '../../support/packed.js';

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/**
 * @param {string} example its folder below examples/
 * @param {string[]} [more] arguments for `npm ci`
 */
export async function install(example, more = []) {
  const folder = await mkdtemp(join(tmpdir(), `houcaller-coupons-${example}-`));
  // Whoever runs it need not be who installed it.
  await chmod(folder, 0o755);
  const packed = await pack();
  try {
    const ours = (/** @type {string} */ source) => !/\/(node_modules|\.wrangler|package-lock\.json|[^/]*\.tgz)$/.test(source);
    await cp(join(root, 'examples', example), folder, { recursive: true, filter: ours });
    await cp(packed.tarball, join(folder, basename(packed.tarball)));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    manifest.dependencies['houcaller-coupons'] = `file:${basename(packed.tarball)}`;
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    // As a reader makes it once, and as the image is built from it.
    await runs('npm', ['install', '--package-lock-only', ...QUIETLY], { folder });
    await runs('npm', ['ci', ...more, ...QUIETLY], { folder });
  } finally {
    await packed.remove();
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
