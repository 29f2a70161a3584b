// @ts-check

/**
 * What esbuild leaves of it, terser makes a twentieth smaller.
 *
 * @param {string} code
 * @param {import('esbuild').Format} [format]
 */
export async function minified(code, format) {
  const { minify } = await import('terser');
  // A classic script gives its page one name, which nothing in it uses.
  const toplevel = format !== 'iife';
  const { code: smaller = '' } = await minify(code, { ecma: 2017, module: format === 'esm', toplevel, compress: { passes: 3, hoist_funs: true } });
  return smaller;
}
