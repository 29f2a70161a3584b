// @ts-check
// Compiles modules in memory under the strictest settings of TypeScript, against the published declarations.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** @type {ts.CompilerOptions} */
const STRICTEST = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  typeRoots: [fileURLToPath(new URL('../../node_modules', import.meta.url))],
  noEmit: true,
};

/**
 * @param {Map<string, string>} modules The sources by their titles.
 * @param {import('../support/entry.js').Entry['host']} host
 * @returns {Map<string, string[]>} The compiler's messages by the titles.
 */
export function mistakes(modules, { lib, types }) {
  // The paths are inside the package, because a package can import itself by its name.
  const files = new Map([...modules].map(([title, source], at) => [fileURLToPath(new URL(`example-${at}.ts`, import.meta.url)), { title, source }]));
  const options = { ...STRICTEST, lib, types };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.source ?? readFile(file);
  host.getSourceFile = (file, options, ...others) => {
    const source = files.get(file)?.source;
    return source === undefined ? getSourceFile(file, options, ...others) : ts.createSourceFile(file, source, options);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files].map(([file, { title }]) => {
      const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
      return [title, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
}
