// @ts-check
// What a project needs beside the package, installed once and kept: linking it takes a fraction of the time that npm does.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matrixCache } from '../../scripts/places.mjs';
import { runs } from './command.mjs';

// Nobody's install scripts run: the matrix needs none, and a user who forbids them is served as well.
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
/** More than a thousand packages, over a slow network. */
const PATIENCE_MS = 600_000;
const OWN = 'houcaller-coupons';
const DAYS_KEPT = 30;

/**
 * Installs what a project's package.json names; the package itself always by npm, from its tarball.
 *
 * @param {string} folder
 */
export async function install(folder) {
  const file = join(folder, 'package.json');
  const text = await readFile(file, 'utf8');
  const { dependencies: { [OWN]: own, ...others } = /** @type {Record<string, string>} */ ({}), ...fields } = JSON.parse(text);
  if (Object.keys(others).length > 0) {
    const beside = JSON.stringify({ ...fields, dependencies: others });
    await writeFile(file, beside);
    await linkOrInstall(folder, beside);
    await writeFile(file, text);
  }
  if (own) await runs('npm', INSTALL, { folder, patienceMs: PATIENCE_MS });
}

/**
 * @param {string} folder
 * @param {string} wanted its package.json, with exact versions
 */
async function linkOrInstall(folder, wanted) {
  const key = createHash('sha256').update([wanted, process.version, process.platform, process.arch].join('\n')).digest('hex');
  const kept = join(matrixCache, key.slice(0, 24));
  const modules = join(folder, 'node_modules');
  if (existsSync(kept)) {
    await linked(kept, modules);
    await utimes(kept, new Date(), new Date());
  } else {
    await runs('npm', INSTALL, { folder, patienceMs: PATIENCE_MS });
    await mkdir(matrixCache, { recursive: true });
    // Under its name only when it is whole: another run may look for it.
    const unfinished = `${kept}.${process.pid}`;
    await linked(modules, unfinished);
    await rename(unfinished, kept).catch(() => rm(unfinished, { recursive: true }));
  }
  // npm writes into this file as it is; what is kept must not change with it.
  const lock = join(modules, '.package-lock.json');
  const text = await readFile(lock);
  await rm(lock);
  await writeFile(lock, text);
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
