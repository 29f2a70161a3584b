// @ts-check
// The package as it was while its client was in TypeScript, the commit before it became the crate's: what that move costs and brings stands in the tables.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../scripts/run.mjs';

const COMMIT = 'fb6a057';
/** What contenders import; the bundler is told where it is. */
export const PACKAGE = 'houcaller-coupons-before';

/** The folder of its `dist/`, built once by that commit's own build. */
export async function builtBefore() {
  const folder = join(root, 'target', 'bench', `before-${COMMIT}`);
  if (!existsSync(folder)) {
    const making = `${folder}-making`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const archive = join(making, 'tree.tar');
    await run('git', ['archive', '--output', archive, COMMIT]);
    await run('tar', ['-xf', archive, '-C', making]);
    rmSync(archive);
    await run('node', [join(making, 'scripts', 'build.mjs')]);
    renameSync(making, folder);
  }
  return join(folder, 'dist');
}
