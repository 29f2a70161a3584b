// @ts-check
// Installs Python programs in a virtual environment outside the repository.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tools } from './places.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/**
 * Installs packages, once.
 *
 * @param {string} name
 * @param {string[]} packages with their versions: `name==1.2.3`
 * @returns {Promise<string>} the folder with their programs
 */
export async function pythonPrograms(name, packages) {
  const folder = join(tools, name);
  if (!existsSync(join(folder, 'installed'))) {
    say(`installing ${packages.join(', ')} into ${folder} (once)`);
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', ...packages]);
    await writeFile(join(folder, 'installed'), '');
  }
  return join(folder, 'bin');
}
