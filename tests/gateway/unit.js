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

/**
 * The shortest of several durations of each work in real milliseconds, in turns, so that other load on the machine affects all of them.
 *
 * @param {readonly ((times: number) => void)[]} works
 * @param {number} times
 */
export function timed(works, times) {
  const shortest = works.map(() => Infinity);
  for (let turn = 0; turn < 5; turn += 1) {
    for (const [place, work] of works.entries()) {
      const began = process.hrtime.bigint();
      work(times);
      shortest[place] = Math.min(shortest[place] ?? Infinity, Number(process.hrtime.bigint() - began) / 1e6);
    }
  }
  return /** @type {[number, number]} */ (shortest);
}
