// @ts-check
// Compares the package with alternatives: node bench/main.mjs [--only encrypt,call,decode,memory,start,batch] [--rounds 11]
// Without --only, writes bench/RESULTS.md and bench/results.svg. Fails on a wrong result, but never because of a time. Needs
// `npm run build`.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/run.mjs';
import { main, say, step } from '../scripts/say.mjs';
import { bundleForNode, bundleForPage, bundleStartPages } from './bundles.mjs';
import { chart } from './chart.mjs';
import { compared } from './compared.mjs';
import { withPlaces } from './places.mjs';
import { measureBatch } from './parts/batch.mjs';
import { measureCall } from './parts/call.mjs';
import { measureDecode, measureMemory } from './parts/decode.mjs';
import { measureEncrypt } from './parts/encrypt.mjs';
import { measureStart } from './parts/start.mjs';
import { canMeasurePeaks } from './peak-memory.mjs';
import { report } from './report.mjs';

const PACKAGES = ['axios', 'crypto-es', 'crypto-js', 'des.js', 'mitata', 'node-forge', 'ofetch', 'valibot', 'zod'];

/** @type {Record<string, (places: import('./places.mjs').Places, rounds: number) => Promise<import('./rounds.mjs').Result[]>>} */
const PARTS = {
  encrypt: ({ node, page, native }, rounds) => measureEncrypt([node, page, native], rounds),
  call: ({ node, page, sandboxUrl }, rounds) => measureCall([node, page], rounds, sandboxUrl),
  decode: ({ node, page, sandboxUrl }, rounds) => measureDecode([node, page], rounds, sandboxUrl),
  memory: async ({ openers, sandboxUrl }) => (canMeasurePeaks ? measureMemory(openers, sandboxUrl) : []),
  start: ({ browser, startUrl, pages }, rounds) => measureStart(browser, rounds, startUrl, pages),
  batch: ({ slow }, rounds) => measureBatch(slow, rounds),
};

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '11' } } });

await main(async () => {
  const parts = values.only?.split(',') ?? Object.keys(PARTS);
  const unknown = parts.find((part) => !Object.hasOwn(PARTS, part));
  if (unknown !== undefined) throw new Error(`--only: expected some of ${Object.keys(PARTS).join(', ')}, found ${unknown}`);
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds: expected a whole number above 0, found ${values.rounds}`);

  const bundles = await step('bundling', async () => ({ script: await bundleForNode(), page: await bundleForPage(), start: await bundleStartPages() }));
  await withPlaces(bundles, async (places) => {
    const results = [];
    for (const part of parts) results.push(...(await step(`measuring ${part}`, () => PARTS[part](places, rounds))));
    const run = compared(results);
    const text = report({ run, pages: places.pages, versions: places.versions, machine: machine(), rounds, packages: await versionsOf(PACKAGES) });
    say(`\n${text}`);
    if (values.only) return;
    await writeFile(new URL('RESULTS.md', import.meta.url), text);
    await writeFile(new URL('results.svg', import.meta.url), chart(run));
  });
});

function machine() {
  const [{ model }, ...others] = cpus();
  return `${others.length + 1} cores (${model.trim()})`;
}

/** @param {string[]} names */
async function versionsOf(names) {
  const versions = names.map(async (name) => [name, JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')).version]);
  return Object.fromEntries(await Promise.all(versions));
}
