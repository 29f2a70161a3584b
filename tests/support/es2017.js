// @ts-check
// Lists the globals of ES2017 and their properties, from TypeScript's declarations.
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** @typedef {{ own: string[], prototype: string[] }} Members the properties of a global and of its `prototype`; names of symbols begin with `@@` */

// TypeScript declares `globalThis` for every edition. Browsers added the others later, or disabled them for a time.
const NOT_YET = ['globalThis', 'Atomics', 'SharedArrayBuffer'];

/** @returns {Record<string, Members>} */
export function es2017() {
  const declarations = join(dirname(ts.getDefaultLibFilePath({})), 'lib.es2017.d.ts');
  const program = ts.createProgram([declarations], { lib: ['lib.es2017.d.ts'], types: [] });
  const checker = program.getTypeChecker();
  const place = program.getSourceFile(declarations);
  if (!place) throw new Error('lib.es2017.d.ts: expected it in the folder of the compiler, found nothing');
  /** @param {ts.Type} type */
  const names = (type) => checker.getPropertiesOfType(type).map(({ escapedName }) => `${escapedName}`.replace(/^__@(\w+)@\d+$/, '@@$1'));
  /** @type {Record<string, Members>} */
  const globals = {};
  for (const symbol of checker.getSymbolsInScope(place, ts.SymbolFlags.Value)) {
    if (NOT_YET.includes(symbol.name)) continue;
    const type = checker.getTypeOfSymbolAtLocation(symbol, place);
    const prototype = type.getProperty('prototype');
    globals[symbol.name] = { own: names(type), prototype: prototype ? names(checker.getTypeOfSymbolAtLocation(prototype, place)) : [] };
  }
  return globals;
}
