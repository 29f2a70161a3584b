// @ts-check
// Compiles a user's program with TypeScript.
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../support/packed.js';

/** @type {Map<string, ts.SourceFile | undefined>} */
const libraries = new Map();

/**
 * TypeScript's errors in a user's file and in the package's declarations that it uses; '' if there are none.
 *
 * @param {string} folder the user's project
 * @param {string} file
 * @param {ts.CompilerOptions} options
 */
export function compiled(folder, file, options) {
  const typeRoots = [join(root, 'node_modules', '@types')];
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: ts.ScriptTarget.ES2022 };
  const settings = { ...strict, types: [], typeRoots, ...options };
  const host = ts.createCompilerHost(settings);
  const parse = host.getSourceFile.bind(host);
  // Caches TypeScript's own declarations, because they are large and the same for each user.
  host.getSourceFile = (name, language) => {
    if (!/typescript\/lib\/lib\.[^/]*$/.test(name)) return parse(name, language);
    if (!libraries.has(name)) libraries.set(name, parse(name, language));
    return libraries.get(name);
  };
  host.getCurrentDirectory = () => folder;
  const program = ts.createProgram([join(folder, file)], settings, host);
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
  const found = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  for (const source of own) found.push(...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source));
  return ts.formatDiagnostics(found, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => '\n' });
}
