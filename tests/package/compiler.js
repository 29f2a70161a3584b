// @ts-check
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './packed.js';

/** @type {Map<string, ts.SourceFile | undefined>} */
const libraries = new Map();

/**
 * What TypeScript finds wrong with a user's file and with the declarations that it takes from the package; empty where that is nothing.
 *
 * @param {string} folder The user's project.
 * @param {string} file
 * @param {ts.CompilerOptions} options
 */
export function compiled(folder, file, options) {
  const typeRoots = [join(root, 'node_modules', '@types')];
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: ts.ScriptTarget.ES2022 };
  const settings = { ...strict, types: [], typeRoots, ...options };
  const host = ts.createCompilerHost(settings);
  const parse = host.getSourceFile.bind(host);
  // The declarations of the language and of the DOM are large, and the same for each user.
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
