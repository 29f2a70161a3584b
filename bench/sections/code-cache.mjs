// @ts-check
import { table } from '../figures.mjs';
import * as codeCache from '../parts/code-cache.mjs';
import { count } from '../units.mjs';

export const wanted = { part: codeCache.PART };

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## Compiled code between two visits

The bytes of the streamed module’s compiled code that Chromium writes into a profile on disk during one visit, and that it uses
in the next one, with the 4 × CPU slow-down, by the trace events \`v8.wasm.cachedModule\` and \`v8.wasm.moduleCacheHit\`. It keeps only what was called
often enough to be optimised, two seconds after the last such function. Code that is inlined in a script is never kept.

${rows(run)}`;

/** @param {import('../compared.mjs').Compared} run */
function rows(run) {
  const lines = codeCache.CONTENDERS.flatMap((contender) =>
    codeCache.CALLS.map((size) => [
      contender,
      count(size),
      ...[codeCache.KEPT, codeCache.USED].map((what) => {
        const bytes = run.one({ ...wanted, contender, size, what })?.samples[0];
        return bytes === undefined ? '–' : count(bytes);
      }),
    ]),
  );
  return table(['', 'calls in each visit', 'kept', 'used'], lines);
}
