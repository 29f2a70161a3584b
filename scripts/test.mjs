// @ts-check
// Everything that must hold before a change lands. A name after the command runs only the checks whose title holds it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { build } from './build.mjs';
import { root, run } from './run.mjs';
import { main, say, step } from './say.mjs';
import { buildTools, npmPackages } from './toolchain.mjs';

const TARGET = 'wasm32-unknown-unknown';
const CLIPPY = ['-D', 'warnings', '-D', 'clippy::unwrap_used', '-D', 'clippy::expect_used', '-D', 'clippy::indexing_slicing'];

/** @param {Record<string, string>} browser */
const checks = (browser) => ({
  'rustfmt': () => run('cargo', ['fmt', '--check']),
  'clippy, the crate': () => run('cargo', ['clippy', '--quiet', '--lib', '--target', TARGET, '--', ...CLIPPY]),
  'clippy, the native tests': () => run('cargo', ['clippy', '--quiet', '--all-targets', '--', '-D', 'warnings']),
  'clippy, the browser tests': () => run('cargo', ['clippy', '--quiet', '--tests', '--target', TARGET, '--', '-D', 'warnings']),
  'Rust documentation': () => run('cargo', ['doc', '--quiet', '--no-deps', '--lib'], { RUSTDOCFLAGS: '-D warnings' }),
  'native tests': () => run('cargo', ['test', '--quiet', '--lib', '--test', 'native']),
  'the crate in Chromium, in a page': () => inBrowser('WASM_BINDGEN_USE_BROWSER', browser),
  'the crate in Chromium, in a worker': () => inBrowser('WASM_BINDGEN_USE_DEDICATED_WORKER', browser),
  'build': build,
  'types, the package': () => run('tsc', ['--project', 'tsconfig.json']),
  'types, scripts, sandbox and tests': () => run('tsc', ['--project', 'tsconfig.node.json']),
  'types, the desk': () => run('vue-tsc', ['--noEmit', '--project', 'www/tsconfig.json']),
  'the sandbox': () => nodeTests('tests/sandbox/'),
  'the vectors': () => nodeTests('tests/vectors/'),
  'the package': () => nodeTests('tests/package/'),
  'usability': () => nodeTests('tests/usability/'),
  'many members': () => nodeTests('tests/many-members/'),
  'mutated answers': () => nodeTests('tests/answers/'),
  'behaviour': () => nodeTests('tests/behaviour/', browser),
  'faults': () => nodeTests('tests/faults/', browser),
  'the desk, end to end': () => nodeTests('tests/e2e/', browser),
});

/**
 * @param {string} where
 * @param {Record<string, string>} browser
 */
function inBrowser(where, browser) {
  const runner = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner' };
  return run('cargo', ['test', '--target', TARGET, '--test', 'browser'], { ...browser, ...runner, [where]: '1' });
}

/**
 * @param {string} folder
 * @param {Record<string, string>} [browser]
 */
function nodeTests(folder, browser) {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.js'));
  return run('node', ['--test', '--test-reporter=spec', ...files.map((name) => join(folder, name))], browser);
}

await main(async () => {
  const only = process.argv[2];
  const found = await step('looking for the tools', async () => {
    await npmPackages();
    await buildTools();
    return browser();
  });
  /** @type {string[]} */
  const failed = [];
  let passed = 0;
  for (const [title, check] of Object.entries(checks(found))) {
    if (only && !title.includes(only)) continue;
    await step(title, check).then(
      () => void passed++,
      (error) => {
        say(`✗ ${title}: ${error.message}`);
        failed.push(title);
      },
    );
  }
  say(`\n${passed} passed, ${failed.length} failed`);
  if (failed.length) throw new Error(`failed: ${failed.join('; ')}`);
});
