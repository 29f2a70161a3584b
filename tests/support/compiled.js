// @ts-check
// Watches which modules are compiled, synchronously or not.

/**
 * Watches until the test ends. Returns a function that returns how often a module of these bytes was compiled. Other modules are not
 * counted, because Node compiles one for its `fetch`.
 *
 * @param {import('node:test').TestContext} test
 * @param {Uint8Array} bytes
 */
export function watchCompiled({ mock }, bytes) {
  const watched = [mock.method(WebAssembly, 'Module'), mock.method(WebAssembly, 'instantiate')];
  return () => {
    const given = watched.flatMap(({ mock: { calls } }) => calls.map((call) => /** @type {unknown} */ (call.arguments[0])));
    return given.filter((source) => source instanceof Uint8Array && Buffer.compare(source, bytes) === 0).length;
  };
}
