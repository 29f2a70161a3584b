// @ts-check
// Loads single modules of the gateway for unit tests, with a fake monotonic clock.
import { afterEach, beforeEach } from 'node:test';
import esbuild from 'esbuild';

/** @param {string} file of js/gateway/ */
export async function load(file) {
  const { outputFiles } = await esbuild.build({ entryPoints: [`js/gateway/${file}`], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** Replaces the monotonic clock in all tests of the file. */
export function fakeClock() {
  const RealPerformance = performance;
  const clock = { now: 0 };
  beforeEach(() => {
    clock.now = 1_000;
    globalThis.performance = /** @type {any} */ ({ now: () => clock.now });
  });
  afterEach(() => {
    globalThis.performance = RealPerformance;
  });
  return clock;
}
