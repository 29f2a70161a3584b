// @ts-check
// Converts an ES module to CommonJS.

/**
 * Uses rollup, not esbuild, because Node and TypeScript cannot detect the exports in esbuild's CommonJS once it is minified.
 *
 * @param {string} code
 */
export async function commonJs(code) {
  const { rollup } = await import('rollup');
  const bundle = await rollup({
    input: 'entry',
    plugins: [{ name: 'given', resolveId: (id) => (id === 'entry' ? id : { id, external: true }), load: () => code }],
  });
  const { output } = await bundle.generate({ format: 'cjs', exports: 'named' });
  return output[0].code;
}
