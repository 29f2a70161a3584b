// @ts-check

/**
 * An ES module as CommonJS, with each export written out: what esbuild makes of them is hidden from Node and from TypeScript once it is minified.
 *
 * @param {string} code
 */
export async function commonJs(code) {
  const { rollup } = await import('rollup');
  const bundle = await rollup({ input: 'entry', plugins: [{ name: 'given', resolveId: (id) => (id === 'entry' ? id : { id, external: true }), load: () => code }] });
  const { output } = await bundle.generate({ format: 'cjs', exports: 'named' });
  return output[0].code;
}
