// @ts-check
// The packages of package-lock.json. Node's own modules only: it runs before there is any other.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { say } from './say.mjs';

// Whatever npm's configuration says of other projects. No package here needs its install script: esbuild's only saves its program's start through Node.
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
  // By content: a checkout or a copy of the repository gives files new times.
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const installed = join(root, 'node_modules', '.installed-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  say('installing the npm packages of package-lock.json');
  await run('npm', NPM_CI).catch(() => {
    throw new Error('The npm packages of package-lock.json are missing and npm could not install them: what it said is above.');
  });
  writeFileSync(installed, wanted);
}
