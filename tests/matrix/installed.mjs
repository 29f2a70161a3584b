// @ts-check
// What a project needs beside the package, installed once and kept packed: unpacking it takes a fraction of the time that npm does.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matrixCache } from '../../scripts/places.mjs';
import { runs } from './command.mjs';

// Nobody's install scripts run: the matrix needs none, and a user who forbids them is served as well.
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
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
  const { dependencies: { [OWN]: own, ...others }, ...fields } = JSON.parse(text);
  if (Object.keys(others).length > 0) {
    const beside = JSON.stringify({ ...fields, dependencies: others });
    await writeFile(file, beside);
    await unpackOrInstall(folder, beside);
    await writeFile(file, text);
  }
  if (own) await runs('npm', INSTALL, { folder });
}

/**
 * @param {string} folder
 * @param {string} wanted its package.json, with exact versions
 */
async function unpackOrInstall(folder, wanted) {
  const key = createHash('sha256').update([wanted, process.version, process.platform, process.arch].join('\n')).digest('hex');
  const archive = join(matrixCache, `${key.slice(0, 24)}.tar.gz`);
  if (existsSync(archive)) {
    await runs('tar', ['-xzf', archive], { folder });
    await utimes(archive, new Date(), new Date());
    return;
  }
  await runs('npm', INSTALL, { folder });
  await mkdir(matrixCache, { recursive: true });
  // Under its name only when it is whole: another run may look for it.
  const unfinished = `${archive}.${process.pid}`;
  await runs('tar', ['-c', '--use-compress-program=gzip -1', '-f', unfinished, 'node_modules'], { folder });
  await rename(unfinished, archive);
}

/** Removes what no run has asked for in a month. */
export async function forgetUnused() {
  const oldest = Date.now() - DAYS_KEPT * 86_400_000;
  for (const name of await readdir(matrixCache).catch(() => [])) {
    const archive = join(matrixCache, name);
    if ((await stat(archive)).mtimeMs < oldest) await rm(archive);
  }
}
