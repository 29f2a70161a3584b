// @ts-check
// Shortens the import and export names of the module and its glue, which saves two kilobytes of the download.
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { environment } from '../run.mjs';

/** The name of the one module that the WebAssembly imports from. */
export const IMPORTS = 'a';

const GLUE = './houcaller_coupons_bg.js';

/**
 * Shortens the names in a module and its glue, in place. The glue re-exports the imports that come from other files.
 *
 * @param {string} module
 * @param {string} glue
 */
export async function shortenNames(module, glue) {
  const args = ['--mvp-features', '--enable-mutable-globals', '--minify-imports-and-exports-and-modules', module, '--output', module];
  const { stdout } = await promisify(execFile)('wasm-opt', args, { env: environment() });
  /** @type {{ imports: Array<[string, string, string]>, exports: Array<[string, string]> }} */
  const names = JSON.parse(stdout);
  let text = await readFile(glue, 'utf8');
  for (const [long, short] of names.exports) text = text.replaceAll(new RegExp(`\\bwasm\\.${escaped(long)}\\b`, 'g'), `wasm.${short.replaceAll('$', '$$$$')}`);
  const reExports = names.imports.map(([from, long, short]) =>
    from === GLUE ? `export { ${long} as ${short} };` : `export { ${long} as ${short} } from ${JSON.stringify(from)};`,
  );
  for (const [from, long] of names.imports) if (from === GLUE) text = text.replace(new RegExp(`^export (?=(function|const|let) ${escaped(long)}\\b)`, 'm'), '');
  await writeFile(glue, `${text}\n${reExports.join('\n')}\n`);
}

/** @param {string} text */
const escaped = (text) => text.replaceAll(/[$]/g, '\\$&');
