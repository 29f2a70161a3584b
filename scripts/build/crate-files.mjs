// @ts-check
import { basename, join } from 'node:path';
import { root } from '../run.mjs';

/**
 * The crate's glue imports copies of two files of js/. In a bundle there is one of each, so that there is one class of errors.
 *
 * @returns {import('esbuild').Plugin}
 */
export function crateFiles() {
  return {
    name: 'the files that the crate takes along',
    setup({ onResolve }) {
      onResolve({ filter: /\/snippets\/[^/]+\/js\/[\w-]+\.js$/ }, ({ path }) => ({ path: join(root, 'js', basename(path)) }));
    },
  };
}
