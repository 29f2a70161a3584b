// @ts-check
// Fuzzes the code that parses untrusted data. Argument: the seconds for each target (default 600).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { cargoTool } from './toolchain.mjs';

const CARGO_FUZZ = '0.13.2';
const TARGETS = ['decrypt_param', 'configuration'];

await main(async () => {
  const seconds = Number(process.argv[2] ?? 600);
  if (!(seconds > 0)) throw new Error(`expected the seconds for each target, found ${process.argv[2]}`);
  await cargoTool('cargo-fuzz', 'cargo-fuzz', CARGO_FUZZ);
  for (const target of TARGETS) {
    // New inputs go to target/, so that the committed corpus stays small.
    const found = join(root, 'target', 'fuzz-corpus', target);
    mkdirSync(found, { recursive: true });
    const corpora = [found, join(root, 'fuzz', 'corpus', target)];
    const limits = [`-max_total_time=${seconds}`, '-max_len=512'];
    // RUSTC_BOOTSTRAP, because the sanitizer is an unstable option of the stable compiler.
    await step(`${target}, ${seconds} s`, () =>
      run('cargo', ['fuzz', 'run', target, ...corpora, '--', ...limits], { RUSTC_BOOTSTRAP: '1' }),
    );
  }
});
