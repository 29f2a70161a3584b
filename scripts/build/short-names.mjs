// @ts-check
// The names by which the module and its glue know each other, shortened on both sides: nobody else sees them, and they are two kilobytes of the download.
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { environment } from '../run.mjs';

/** What the module imports from. */
export const IMPORTS = 'a';

const GLUE = './houcaller_coupons_bg.js';

/**
 * Shortens the names in a module and in its glue, in their place. What the module takes from other files than the glue, the glue hands on.
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
  const handedOn = names.imports.map(([from, long, short]) =>
    from === GLUE ? `export { ${long} as ${short} };` : `export { ${long} as ${short} } from ${JSON.stringify(from)};`,
  );
  for (const [from, long] of names.imports) if (from === GLUE) text = text.replace(new RegExp(`^export (?=(function|const|let) ${escaped(long)}\\b)`, 'm'), '');
  await writeFile(glue, `${text}\n${handedOn.join('\n')}\n`);
}

/** @param {string} text */
const escaped = (text) => text.replaceAll(/[$]/g, '\\$&');
