// @ts-check
// An esbuild plugin that bundles each JavaScript file of the crate once.
import { basename, join } from 'node:path';
import { root } from '../run.mjs';

/**
 * The crate's glue imports copies of files of js/. The plugin replaces the copies by the files themselves, so that a bundle
 * has one `CouponError` class.
 *
 * @returns {import('esbuild').Plugin}
 */
export function deduplicateCrateFiles() {
  return {
    name: 'deduplicate-crate-files',
    setup({ onResolve }) {
      onResolve({ filter: /\/snippets\/[^/]+\/js\/[\w-]+\.js$/ }, ({ path }) => ({ path: join(root, 'js', basename(path)) }));
    },
  };
}
