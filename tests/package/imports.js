// @ts-check
// Reads the imports of source files, including imports of types, which esbuild's metafile does not contain.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { root } from '../../scripts/run.mjs';

const SOURCE = /\.(?:ts|js|mjs|vue)$/;
const GENERATED_OR_INSTALLED = /(?:^|\/)(?:node_modules|dist|target)\//;
// `import … from`, `export … from`, `import()`, and imports of types in comments.
const RELATIVE = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/**
 * @param {string[]} folders of the repository
 * @returns {Map<string, string[]>} The source files in the folders, each with the paths of its relative imports.
 */
export function importsBelow(folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name.replaceAll('\\', '/')))
      .filter((file) => SOURCE.test(file) && !GENERATED_OR_INSTALLED.test(file)),
  );
  return new Map(files.map((file) => [file, [...readFileSync(join(root, file), 'utf8').matchAll(RELATIVE)].map(([, path = '']) => join(dirname(file), path))]));
}

/**
 * @param {Map<string, string[]>} imports
 * @returns {string[]} The files in an import cycle, and those on a path from one cycle to another.
 */
export function filesInCycles(imports) {
  const named = new Map([...imports.keys()].map((file) => [withoutExtension(file), file]));
  const found = (/** @type {string} */ path) => (imports.has(path) ? path : (named.get(path) ?? named.get(withoutExtension(path))));
  /** @type {Map<string, string[]>} */
  const remaining = new Map([...imports].map(([file, paths]) => [file, paths.flatMap((path) => found(path) ?? [])]));
  // A file that imports none of the others, or that none of them imports, is in no cycle. Removes such files until none is left.
  for (;;) {
    const imported = new Set([...remaining.values()].flat());
    const acyclic = [...remaining].filter(([file, used]) => !imported.has(file) || !used.some((each) => remaining.has(each)));
    if (acyclic.length === 0) return [...remaining.keys()].sort();
    for (const [file] of acyclic) remaining.delete(file);
  }
}

/** @param {string} file */
const withoutExtension = (file) => file.replace(/(?:\.d)?\.[cm]?[jt]s$|\.vue$/, '');
