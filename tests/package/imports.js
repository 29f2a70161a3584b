// @ts-check
// What files import, imports of types included: esbuild leaves those out of its metafile.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { root } from '../../scripts/run.mjs';

const SOURCE = /\.(?:ts|js|mjs|vue)$/;
const NOT_OURS = /(?:^|\/)(?:node_modules|dist|target)\//;
// `import … from`, `export … from`, `import()`, and the types that a comment imports.
const RELATIVE = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/**
 * @param {string[]} folders of the repository
 * @returns {Map<string, string[]>} Each source file below them, with the paths that it imports as they are written.
 */
export function importsBelow(folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name.replaceAll('\\', '/')))
      .filter((file) => SOURCE.test(file) && !NOT_OURS.test(file)),
  );
  return new Map(files.map((file) => [file, [...readFileSync(join(root, file), 'utf8').matchAll(RELATIVE)].map(([, path = '']) => join(dirname(file), path))]));
}

/**
 * @param {Map<string, string[]>} imports
 * @returns {string[]} The files from which imports lead back to the file itself, and those between two such files.
 */
export function inCircles(imports) {
  const named = new Map([...imports.keys()].map((file) => [withoutExtension(file), file]));
  const found = (/** @type {string} */ path) => (imports.has(path) ? path : (named.get(path) ?? named.get(withoutExtension(path))));
  /** @type {Map<string, string[]>} */
  const left = new Map([...imports].map(([file, paths]) => [file, paths.flatMap((path) => found(path) ?? [])]));
  // A file that imports nothing, or that nobody imports, is in no circle, and without it others are free.
  for (;;) {
    const imported = new Set([...left.values()].flat());
    const free = [...left].filter(([file, used]) => !imported.has(file) || !used.some((each) => left.has(each)));
    if (free.length === 0) return [...left.keys()].sort();
    for (const [file] of free) left.delete(file);
  }
}

/** @param {string} file */
const withoutExtension = (file) => file.replace(/(?:\.d)?\.[cm]?[jt]s$|\.vue$/, '');
