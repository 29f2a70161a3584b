// @ts-check
// Packs the tarball that users install. It does not build: dist/ is packed as it is.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/run.mjs';
import { runs } from './command.mjs';

/** The file name in the package.json of the projects. */
export const TARBALL = 'houcaller-coupons.tgz';

/**
 * @param {string} folder to pack into
 * @returns {Promise<(project: string) => Promise<void>>} puts the tarball into a project
 */
export async function pack(folder) {
  const printed = await runs('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { folder: root });
  const [{ filename }] = JSON.parse(printed);
  return (project) => copyFile(join(folder, filename), join(project, TARBALL));
}
