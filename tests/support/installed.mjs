// @ts-check
// What npm makes of a project's package.json, kept: linking it takes a fraction of the time that npm does.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { matrixCache } from '../../scripts/places.mjs';
import { runs } from './command.mjs';
import { TARBALL } from './tarball.mjs';

// Nobody's install scripts run: the matrix needs none, and a user who forbids them is served as well.
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
/** More than a thousand packages, over a slow network. */
const PATIENCE_MS = 600_000;
const OWN = 'houcaller-coupons';
const DAYS_KEPT = 30;

/**
 * Installs what a project's package.json names: by npm the first time; later what npm made of it, and the package from the tarball of today.
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
  await runs('npm', INSTALL, { folder, patienceMs: PATIENCE_MS });
  await mkdir(matrixCache, { recursive: true });
  // Under its name only when it is whole: another run may look for it.
  const unfinished = `${kept}.${process.pid}`;
  await linked(modules, unfinished);
  await rm(join(unfinished, OWN), { recursive: true });
  await rename(unfinished, kept).catch(() => rm(unfinished, { recursive: true }));
}

/**
 * The same files under another name, or copies where the file system cannot.
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

/** Removes what no run has asked for in a month. */
export async function forgetUnused() {
  const oldest = Date.now() - DAYS_KEPT * 86_400_000;
  for (const name of await readdir(matrixCache).catch(() => [])) {
    const kept = join(matrixCache, name);
    if ((await stat(kept)).mtimeMs < oldest) await rm(kept, { recursive: true });
  }
}
