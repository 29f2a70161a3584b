// @ts-check
// Builds the last commit whose client was written in TypeScript, so that the benchmark can compare it with the Rust client.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../scripts/run.mjs';

const COMMIT = 'fb6a057';
/** The name under which contenders import it. The bundler resolves it. */
export const PACKAGE = 'houcaller-coupons-before';

/** The path of its `dist/`, which that commit's own build writes once. */
export async function builtBefore() {
  const folder = join(root, 'target', 'bench', `before-${COMMIT}`);
  if (!existsSync(folder)) {
    const making = `${folder}-making`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const archive = join(making, 'tree.tar');
    await run('git', ['archive', '--output', archive, COMMIT]).catch((cause) => {
      throw new Error(`the benchmark needs commit ${COMMIT}, which a shallow clone lacks: run git fetch --unshallow`, { cause });
    });
    await run('tar', ['-xf', archive, '-C', making]);
    rmSync(archive);
    await run('node', [join(making, 'scripts', 'build.mjs')]);
    renameSync(making, folder);
  }
  return join(folder, 'dist');
}
