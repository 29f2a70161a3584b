// @ts-check
// Compares the package with alternatives: node bench/main.mjs [--only encrypt,call,…] [--rounds 7]
// Without --only, writes bench/RESULTS.md, its pictures and the sentence about speed in each README. Fails on a wrong result, but never because of a time. Needs
// `npm run build`.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/run.mjs';
import { main, say, step } from '../scripts/say.mjs';
import { chart } from './chart.mjs';
import { compared } from './compared.mjs';
import { withPlaces } from './places.mjs';
import { measureBatch } from './parts/batch.mjs';
import { measureCall } from './parts/call.mjs';
import { measureCodeCache } from './parts/code-cache.mjs';
import { countCrossings } from './parts/crossings.mjs';
import { measureDecode, measureMemory } from './parts/decode.mjs';
import { measureEncrypt } from './parts/encrypt.mjs';
import { measureFlat } from './parts/flat.mjs';
import { measureDesk } from './parts/desk.mjs';
import * as profile from './parts/profile.mjs';
import { measureNoWasm } from './parts/no-wasm.mjs';
import { measureStart } from './parts/start.mjs';
import { canMeasurePeaks } from './peak-memory.mjs';
import { OPENINGS, sentences, withSentence } from './quoted.mjs';
import { report } from './report.mjs';

const PACKAGES = ['axios', 'crypto-js', 'des.js', 'mitata', 'node-forge', 'ofetch', 'valibot', 'vant', 'zod'];

/** @type {Record<string, (places: import('./places.mjs').Places, rounds: number) => Promise<import('./rounds.mjs').Result[]>>} */
const PARTS = {
  encrypt: async ({ node, page, native }, rounds) => measureEncrypt([await node(), await page(), await native()], rounds),
  call: async ({ node, page, sandbox }, rounds) => measureCall([await node(), await page()], rounds, await sandbox()),
  'no-wasm': async ({ node, page, sandbox }, rounds) => measureNoWasm([await node(), await page()], rounds, await sandbox()),
  crossings: async ({ readable }) => countCrossings(await readable()),
  profile: async ({ readable }) => profile.measureProfile(await readable()),
  decode: async ({ node, page, sandbox }, rounds) => measureDecode([await node(), await page()], rounds, await sandbox()),
  memory: async ({ openers, sandbox }, rounds) => (canMeasurePeaks ? measureMemory(await openers(), rounds, await sandbox()) : []),
  flat: async ({ openers, sandbox }, rounds) => measureFlat(await openers(), rounds, await sandbox()),
  start: async ({ browser, start }, rounds) => measureStart(await browser(), rounds, await start()),
  'code-cache': async ({ start }) => measureCodeCache(await start()),
  desk: async ({ browser }, rounds) => measureDesk(await browser(), rounds),
  batch: async ({ slow }, rounds) => measureBatch(await slow(), rounds),
};

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '7' } } });

await main(async () => {
  const parts = values.only?.split(',') ?? Object.keys(PARTS);
  const unknown = parts.find((part) => !Object.hasOwn(PARTS, part));
  if (unknown !== undefined) throw new Error(`--only: expected some of ${Object.keys(PARTS).join(', ')}, found ${unknown}`);
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds: expected a whole number above 0, found ${values.rounds}`);

  await withPlaces(async (places) => {
    const results = [];
    for (const part of parts) results.push(...(await step(`measuring ${part}`, () => PARTS[part](places, rounds))));
    const run = compared(results);
    const pages = parts.includes('start') ? (await places.start()).pages : [];
    const text = report({ run, isWhole: !values.only, pages, versions: places.versions(), machine: machine(), rounds, packages: await versionsOf(PACKAGES) });
    say(`\n${text}`);
    if (values.only) return;
    await writeFile(new URL('RESULTS.md', import.meta.url), text);
    await writeFile(new URL('results.svg', import.meta.url), chart(run));
    for (const [name, sentence] of Object.entries(sentences(run))) {
      const readme = join(root, name);
      await writeFile(readme, withSentence(await readFile(readme, 'utf8'), OPENINGS[/** @type {keyof typeof OPENINGS} */ (name)], sentence));
    }
    for (const name of ['Node', 'Chromium'].map(profile.chartOf)) await copyFile(join(profile.FOLDER, name), new URL(name, import.meta.url));
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
