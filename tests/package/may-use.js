// @ts-check
// Which part of the repository may import from which. A part may always import from itself, and from npm packages.

/** @type {Record<string, string[]>} A folder, or a file without its extension. */
export const MAY_USE = {
  'js/entries': ['js/api', 'js/gateway', 'js/load', 'js/mini-program', 'js/types', 'pkg'],
  'js/gateway': ['js/api', 'js/coupon-error', 'js/host', 'js/invisible', 'js/types'],
  'js/mini-program': ['js/coupon-error', 'js/load', 'js/types'],
  'js/api': ['js/copies', 'js/coupon-error', 'js/coupon-status', 'js/load', 'js/many-members', 'js/types'],
  'js/many-members': ['js/copies', 'js/coupon-error', 'js/host', 'js/invisible', 'js/load', 'js/types'],
  'js/load': ['js/coupon-error', 'js/types', 'pkg'],
  // Only types.
  'js/types': ['js/coupon-error'],
  'js/coupon-error': ['js/types'],
  'js/copies': ['js/types'],
  'js/coupon-status': [],
  'js/invisible': [],
  // The crate imports these two files, so wasm-bindgen copies them into pkg/.
  'js/body': [],
  'js/host': [],
  // The desk, the examples and the bench are users of the package: they import it by its name.
  www: ['examples', 'sandbox'],
  examples: [],
  sandbox: [],
  scripts: ['examples', 'sandbox'],
  bench: ['sandbox', 'scripts', 'tests'],
  tests: ['bench', 'examples', 'js/gateway', 'js/load', 'js/many-members', 'sandbox', 'scripts', 'www'],
};
