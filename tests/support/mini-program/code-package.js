// @ts-check
// Builds a mini-program's code package: the project, with npm packages in the folder where WeChat's npm builder puts them.
import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder of the package: this repository, or an installed tarball. */
const thePackage = process.env.HOUCALLER_COUPONS || repository;

/** The budget for the sample in bytes: the sum of its files, which WeChat limits. */
export const LARGEST_CODE_PACKAGE = 80_000;

/**
 * Builds the sample project.
 *
 * @returns {Promise<string>} its folder, which the caller removes
 */
export async function buildCodePackage() {
  const folder = await mkdtemp(join(tmpdir(), 'mini-program-'));
  await cp(join(repository, 'examples', 'mini-program'), folder, { recursive: true });
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, miniprogram } = JSON.parse(await readFile(join(thePackage, 'package.json'), 'utf8'));
  if (!(name in dependencies)) throw new Error(`the sample project does not depend on ${name}`);
  // If a package.json has `miniprogram`, the npm builder copies that folder unchanged.
  await cp(join(thePackage, miniprogram), join(folder, 'miniprogram_npm', name), { recursive: true });
  return folder;
}
