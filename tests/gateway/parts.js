// @ts-check
// Parts of the gateway by themselves, under a clock that moves only when it is told to.
import { afterEach, beforeEach } from 'node:test';
import esbuild from 'esbuild';

/** @param {string} file of js/gateway/ */
export async function load(file) {
  const { outputFiles } = await esbuild.build({ entryPoints: [`js/gateway/${file}`], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** Stands in for the monotonic clock in every test of the file. */
export function stoppedClock() {
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
