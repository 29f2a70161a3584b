// @ts-check
// Installs the packages of package-lock.json. Uses only Node's own modules, because it runs before any package is installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { say } from './say.mjs';

// Every flag overrides a setting in npm's configuration. No package needs its install script: esbuild's only makes its
// command start faster.
export const NPM_CI = [
  'ci',
  ...['dev', 'optional', 'peer'].map((kind) => `--include=${kind}`),
  '--ignore-scripts',
  '--bin-links',
  '--install-strategy=hoisted',
  '--no-dry-run',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

export async function npmPackages() {
  // Compares contents, because a checkout or a copy of the repository changes the files' times.
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const installed = join(root, 'node_modules', '.installed-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  say('installing the npm packages of package-lock.json');
  await run('npm', NPM_CI).catch(() => {
    throw new Error('The npm packages of package-lock.json are missing and npm could not install them: see its output above.');
  });
  writeFileSync(installed, wanted);
}
