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
 * The duration of a run of each work in real milliseconds: the smallest of three medians of a hundred runs, in turns. Other load on
 * the machine interrupts a few runs for long, which changes no median, and slows all works alike. Not the shortest run: a work that
 * becomes slower and slower until it reorganizes its memory is as fast as others just after that.
 *
 * @param {readonly ((times: number) => void)[]} works
 * @param {number} times how often each run does its work
 */
export function timed(works, times) {
  const shortest = works.map(() => Infinity);
  for (let round = 0; round < 3; round += 1) {
    /** @type {number[][]} */
    const durations = works.map(() => []);
    for (let turn = 0; turn < 100; turn += 1) {
      for (const [place, work] of works.entries()) {
        const began = process.hrtime.bigint();
        work(times);
        durations[place].push(Number(process.hrtime.bigint() - began) / 1e6);
      }
    }
    for (const [place, of] of durations.entries()) shortest[place] = Math.min(shortest[place], of.sort((a, b) => a - b)[50]);
  }
  return /** @type {[number, number]} */ (shortest);
}
