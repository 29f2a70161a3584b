// @ts-check
// Fuzzes the code that parses untrusted data. Argument: the seconds for each target (default 600).
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain } from './is-main.mjs';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { cargoTool } from './toolchain.mjs';

const CARGO_FUZZ = '0.13.2';

/**
 * The first inputs of each target, in the form in which the `arbitrary` crate reads them: bytes that choose the settings, then the text. For
 * `configuration` the text stands first, and its length is drawn from the last byte.
 *
 * @type {Record<string, () => Buffer[]>}
 */
export const SEEDS = {
  decrypt_param: () => javaRows().map(({ expect = '' }, at) => Buffer.concat([choices(at, 5), Buffer.from(expect)])),
  configuration: () => javaRows().map(({ cipher: { key } }, at) => Buffer.concat([Buffer.from(key), choices(at, 14), Buffer.of(Buffer.byteLength(key))])),
};

/** @returns {Array<{ cipher: { key: string }, expect?: string }>} */
const javaRows = () => {
  const lines = readFileSync(join(root, 'tests', 'support', 'vectors', 'java.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.filter((_, at) => at % 20 === 0).map((line) => JSON.parse(line));
};

/**
 * Different settings for each seed.
 *
 * @param {number} seed
 * @param {number} length
 */
const choices = (seed, length) => createHash('sha256').update(String(seed)).digest().subarray(0, length);

async function fuzz() {
  const seconds = Number(process.argv[2] ?? 600);
  if (!(seconds > 0)) throw new Error(`expected the seconds for each target, found ${process.argv[2]}`);
  await cargoTool('cargo-fuzz', 'cargo-fuzz', CARGO_FUZZ);
  for (const [target, seeds] of Object.entries(SEEDS)) {
    const corpus = join(root, 'target', 'fuzz-corpus', target);
    mkdirSync(corpus, { recursive: true });
    for (const [at, seed] of seeds().entries()) writeFileSync(join(corpus, `seed-${at}`), seed);
    const limits = [`-max_total_time=${seconds}`, '-max_len=512'];
    // RUSTC_BOOTSTRAP, because the sanitizer is an unstable option of the stable compiler.
    await step(`${target}, ${seconds} s`, () => run('cargo', ['fuzz', 'run', target, corpus, '--', ...limits], { RUSTC_BOOTSTRAP: '1' }));
  }
}

if (isMain(import.meta.url)) await main(fuzz);
