// @ts-check
// Writes the benchmark's report in Markdown.
import { sentences } from './quoted.mjs';
import * as batch from './sections/batch.mjs';
import * as call from './sections/call.mjs';
import * as codeCache from './sections/code-cache.mjs';
import * as crossings from './sections/crossings.mjs';
import * as decode from './sections/decode.mjs';
import * as desk from './sections/desk.mjs';
import * as encrypt from './sections/encrypt.mjs';
import * as flat from './sections/flat.mjs';
import * as goals from './sections/goals.mjs';
import * as growth from './sections/growth.mjs';
import * as memory from './sections/memory.mjs';
import * as noWasm from './sections/no-wasm.mjs';
import * as profile from './sections/profile.mjs';
import * as start from './sections/start.mjs';

/**
 * @typedef {object} About
 * @property {import('./compared.mjs').Compared} run
 * @property {boolean} isWhole whether every part was measured
 * @property {import('./start-pages.mjs').StartPage[]} pages
 * @property {string[]} versions
 * @property {string} machine
 * @property {number} rounds
 * @property {Record<string, string>} packages versions by name
 */

const SECTIONS = [encrypt, call, noWasm, crossings, profile, decode, memory, flat, start, codeCache, desk, batch];

/**
 * The results as Markdown. Parts that were not measured are left out.
 *
 * @param {About} about
 */
export function report(about) {
  const { run, isWhole, versions, machine, rounds, packages } = about;
  const measured = SECTIONS.filter(({ wanted }) => run.all(wanted).length > 0).map(({ text }) => text(run, about));
  return `# Benchmark: the package compared with alternatives

\`npm run bench\` prints this. There are ${rounds} rounds unless a section says otherwise. Each round measures every contender once, one at
a time and in a random order: with mitata in Node and Chromium, with a loop and a clock in native code. The figures are
medians of the rounds, with the minimum and the maximum in brackets. “Ratio” is how many times as fast the package is: the
median of the ratios of each round, because other load on the machine affects all contenders alike. “Our client in TypeScript”
is this package before its client moved into the crate. ${machine}; ${versions.join('; ')}.

![How many times as fast](results.svg)

${[goals.text(run), ...measured, growth.text(run)].join('\n\n')}

${isWhole ? quoted(run) : ''}Packages: ${Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.
`;
}

/** @param {import('./compared.mjs').Compared} run */
const quoted = (run) => `## What the READMEs quote

\`\`\`text
${Object.values(sentences(run)).join('\n')}
\`\`\`

`;
