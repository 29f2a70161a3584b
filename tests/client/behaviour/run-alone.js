// @ts-check

/**
 * Registers the cases of a file as tests if Node was started with that file: `node --test tests/client/behaviour/retry.js`.
 *
 * @param {string} file the end of its path
 * @param {import('./fixtures.js').Cases} cases
 */
export async function runAlone(file, cases) {
  const started = Object(globalThis).process?.argv?.[1];
  if (typeof started !== 'string' || !started.replaceAll('\\', '/').endsWith(`/behaviour/${file}`)) return;
  // Not a literal, because bundlers would resolve it for browsers.
  const runner = 'node:test';
  const [{ before, test }, { default: init }] = await Promise.all([import(runner), import('houcaller-coupons')]);
  before(() => init());
  for (const [name, run] of Object.entries(cases)) test(name, { timeout: 20_000 }, run);
}
