// @ts-check
// Packs the tarball, and installs it in a new project.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const exec = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = join(root, 'dist');

/** Packs dist/ as it is, without building it, into a new folder. */
export async function pack() {
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
  const { stdout } = await exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename, files }] = JSON.parse(stdout);
  return {
    folder,
    tarball: join(folder, filename),
    files: files.map((/** @type {{ path: string }} */ file) => file.path).sort(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A new project in which only the tarball is installed. */
export async function installed() {
  const packed = await pack();
  const { folder, tarball } = packed;
  await writeFile(join(folder, 'package.json'), '{ "name": "scratch", "private": true, "type": "module" }');
  await exec('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });

  /**
   * Runs a program in the project, and parses its output as JSON.
   *
   * @param {string} name of its file, whose extension determines the kind of module
   * @param {string} source
   */
  const runs = async (name, source) => {
    await writeFile(join(folder, name), source);
    const { stdout } = await exec(process.execPath, [name], { cwd: folder });
    return JSON.parse(stdout);
  };
  return { ...packed, runs };
}
