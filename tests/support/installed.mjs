// @ts-check
// A cache of node_modules folders by the content of package.json: hard links to a cached folder take a fraction of the time of npm install.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { matrixCache } from '../../scripts/places.mjs';
import { runs } from './command.mjs';
import { TARBALL } from './tarball.mjs';

// Without install scripts: the matrix needs none, and this shows that users who disable them can install the package.
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
/** Enough for more than a thousand packages over a slow network. */
const TIMEOUT_MS = 600_000;
const OWN = 'houcaller-coupons';
const DAYS_KEPT = 30;

/**
 * Installs the dependencies of a project: by npm the first time; later from the cache, except for this package, which comes from the tarball.
 *
 * @param {string} folder
 */
export async function install(folder) {
  const wanted = await readFile(join(folder, 'package.json'), 'utf8');
  const key = createHash('sha256').update([wanted, process.version, process.platform, process.arch].join('\n')).digest('hex');
  const kept = join(matrixCache, key.slice(0, 24));
  const modules = join(folder, 'node_modules');
  if (existsSync(kept)) {
    await linked(kept, modules);
    await utimes(kept, new Date(), new Date());
    await mkdir(join(modules, OWN));
    await runs('tar', ['-xzf', TARBALL, '--strip-components=1', '-C', join('node_modules', OWN)], { folder });
    return;
  }
  await runs('npm', INSTALL, { folder, timeoutMs: TIMEOUT_MS });
  await mkdir(matrixCache, { recursive: true });
  // Renamed when it is complete, because another run may read the cache at the same time.
  const unfinished = `${kept}.${process.pid}`;
  await linked(modules, unfinished);
  await rm(join(unfinished, OWN), { recursive: true });
  await rename(unfinished, kept).catch(() => rm(unfinished, { recursive: true }));
}

/**
 * Hard links a folder, or copies it if the file system has no hard links.
 *
 * @param {string} from
 * @param {string} to
 */
async function linked(from, to) {
  await runs('cp', ['-al', from, to], { folder: '/' }).catch(async () => {
    await rm(to, { recursive: true, force: true });
    await runs('cp', ['-a', from, to], { folder: '/' });
  });
}

/** Removes the cached folders that were not used for DAYS_KEPT days. */
export async function removeUnused() {
  const oldest = Date.now() - DAYS_KEPT * 86_400_000;
  for (const name of await readdir(matrixCache).catch(() => [])) {
    const kept = join(matrixCache, name);
    if ((await stat(kept)).mtimeMs < oldest) await rm(kept, { recursive: true });
  }
}
