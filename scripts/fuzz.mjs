// @ts-check
// Fuzzes what reads outside data. Arguments: seconds for each target (default 600).
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { cargoTool } from './toolchain.mjs';

const CARGO_FUZZ = '0.13.2';
const TARGETS = ['decrypt_param', 'configuration'];

await main(async () => {
  const seconds = Number(process.argv[2] ?? 600);
  await cargoTool('cargo-fuzz', 'cargo-fuzz', CARGO_FUZZ);
  for (const target of TARGETS) {
    await step(`${target}, ${seconds} s`, () =>
      // New inputs go to target/; what is committed stays small. The sanitizer is an unstable option of the stable compiler.
      run(
        'cargo',
        ['fuzz', 'run', target, join(root, 'target', 'fuzz-corpus', target), join('fuzz', 'corpus', target), '--', `-max_total_time=${seconds}`, '-max_len=512'],
        { RUSTC_BOOTSTRAP: '1' },
      ),
    );
  }
});
