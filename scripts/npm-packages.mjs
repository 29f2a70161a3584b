// @ts-check
// Installs the packages of package-lock.json: the root's, and those of the workspaces that are its arguments. Uses only
// Node's own modules, because it runs before any package is installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain } from './is-main.mjs';
import { root, run } from './run.mjs';
import { main, say } from './say.mjs';

// Every flag overrides a setting in npm's configuration. No package needs its install script: esbuild's only makes its
// command start faster.
const NPM_CI = [
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

/** The parts of the repository with packages of their own. */
export const WORKSPACES = /** @type {string[]} */ (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces);

/** @param {string[]} [workspaces] beside the root */
export async function npmPackages(workspaces = []) {
  // Compares contents, because a checkout or a copy of the repository changes the files' times.
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lock');
  const [installedLock, ...installed] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split('\n') : [];
  if (installedLock === lock && workspaces.every((name) => installed.includes(name))) return;
  const wanted = WORKSPACES.filter((name) => workspaces.includes(name) || installed.includes(name));
  say('installing the npm packages of package-lock.json');
  await run('npm', npmCi(wanted)).catch(({ message }) => {
    throw new Error(`The npm packages of package-lock.json are missing and npm could not install them: see its output above (${message}).`);
  });
  writeFileSync(stamp, [lock, ...wanted].join('\n'));
}

/**
 * npm's arguments.
 *
 * @param {string[]} workspaces beside the root
 */
export function npmCi(workspaces) {
  if (workspaces.length === 0) return [...NPM_CI, '--workspaces=false'];
  return [...NPM_CI, '--workspaces', '--include-workspace-root', ...workspaces.map((name) => `--workspace=${name}`)];
}

if (isMain(import.meta.url)) await main(() => npmPackages(process.argv.slice(2)));
