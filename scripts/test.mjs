// @ts-check
// Runs all checks: npm test. Arguments run only the checks whose title contains one of them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser, firefox, firefoxDriver, webkit } from './browser.mjs';
import { build } from './build.mjs';
import { startDisplay } from './display.mjs';
import { haproxy } from './haproxy.mjs';
import { WORKSPACES } from './npm-packages.mjs';
import { findAll } from './programs.mjs';
import { redis } from './redis.mjs';
import { root, run } from './run.mjs';
import { lints } from './rust.mjs';
import { main, say, step } from './say.mjs';
import { together } from './together.mjs';
import { buildTools } from './toolchain.mjs';

const TARGET = 'wasm32-unknown-unknown';
const PAGE = 'WASM_BINDGEN_USE_BROWSER';
const WORKER = 'WASM_BINDGEN_USE_DEDICATED_WORKER';
// Unsets all drivers, because the runner takes the first one that is set.
const NO_DRIVER = { GECKODRIVER: undefined, SAFARIDRIVER: undefined, CHROMEDRIVER: undefined };
const CLIPPY = ['-D', 'warnings', '-D', 'clippy::unwrap_used', '-D', 'clippy::expect_used', '-D', 'clippy::indexing_slicing'];

// The tests that run again on the engine without WebAssembly.
const WITHOUT_WASM = ['behaviour/node', 'faults/node', 'many-members/results', 'vectors/java', 'vectors/random'].map((name) => `tests/${name}.test.js`);

// How many test files run at once if they mostly wait for pages.
const WAITING = 3;

/** @param {Awaited<ReturnType<typeof programs>>} programs */
const checks = ({ chromium, firefoxDriver, webkit, all, redisServer, proxy }) => ({
  'rustfmt': async () => {
    await run('cargo', ['fmt', '--all', '--check']);
    await run('cargo', ['fmt', '--manifest-path', 'bench/native/Cargo.toml', '--check']);
  },
  'clippy, the crate': () => run('cargo', ['clippy', '--quiet', '--workspace', '--lib', '--target', TARGET, '--', ...CLIPPY]),
  'clippy, the native tests': () => run('cargo', ['clippy', '--quiet', '--all-targets', '--', '-D', 'warnings']),
  'clippy, the browser tests': () => run('cargo', ['clippy', '--quiet', '--tests', '--target', TARGET, '--', '-D', 'warnings']),
  'Rust documentation': () => run('cargo', ['doc', '--quiet', '--no-deps', '--lib'], { RUSTDOCFLAGS: '-D warnings' }),
  'native tests': () => run('cargo', ['test', '--quiet', '--lib', '--test', 'native']),
  'the crate in Chromium, in a page': () => inBrowser(PAGE, chromium),
  'the crate in Chromium, in a worker': () => inBrowser(WORKER, chromium),
  'the crate in Firefox, in a page': () => inBrowser(PAGE, firefoxDriver),
  'the crate in Firefox, in a worker': () => inBrowser(WORKER, firefoxDriver),
  'the crate in WebKitGTK, in a page': () => inWebKit(PAGE, webkit),
  'the crate in WebKitGTK, in a worker': () => inWebKit(WORKER, webkit),
  'build': () => build(),
  'the set-up': () => nodeTests('tests/set-up/'),
  'types, js': () => run('tsc', ['--project', 'js']),
  'types, js/gateway': () => run('tsc', ['--project', 'js/gateway']),
  'types, scripts, sandbox, tests, bench and examples/node-gateway': () => run('tsc', ['--project', 'scripts']),
  'types, www': () => run('vue-tsc', ['--noEmit', '--project', 'www']),
  'the sandbox': () => nodeTests('tests/sandbox/'),
  'the vectors': () => nodeTests('tests/vectors/'),
  'the package': () => nodeTests('tests/package/', chromium),
  'the package, the quick part of the matrix': () => run('node', ['tests/matrix/main.mjs', '--quick'], chromium),
  'the documentation': () => nodeTests('tests/docs/'),
  'usability': () => nodeTests('tests/usability/'),
  'without WebAssembly': () => run('node', ['--import', './tests/without-wasm/instead.mjs', '--test', '--test-concurrency=1', '--test-reporter=spec', ...WITHOUT_WASM]),
  'many members': () => nodeTests('tests/many-members/'),
  'the gateway, killed and started again': () => nodeTests('tests/gateway-restart/'),
  'the mini-program': () => nodeTests('tests/mini-program/'),
  'mutated answers': () => nodeTests('tests/answers/'),
  'behaviour': () => nodeTests('tests/behaviour/', all),
  'the gateway': () => nodeTests('tests/gateway/'),
  'faults': () => nodeTests('tests/faults/', all),
  'the policy of the page': () => nodeTests('tests/csp/', all),
  'the examples': () => nodeTests('tests/examples/', { ...redisServer, ...proxy }),
  'the desk, in pieces': () => nodeTests('tests/desk/'),
  'the desk, end to end': () => nodeTests('tests/e2e/', all, WAITING),
});

async function programs() {
  const found = await findAll({ chromium: browser, firefox, webkit, redisServer: redis, proxy: haproxy });
  return { ...found, firefoxDriver: await firefoxDriver(), all: { ...found.chromium, ...found.firefox, ...found.webkit } };
}

/**
 * @param {string} where
 * @param {Record<string, string>} browser with one driver only
 */
function inBrowser(where, browser) {
  const runner = {
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner',
    // The arguments that the browsers are started with.
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: join(root, 'tests', 'browser', 'webdriver.json'),
  };
  return run('cargo', ['test', '--target', TARGET, '--test', 'browser'], { ...NO_DRIVER, ...browser, ...runner, [where]: '1' });
}

/**
 * @param {string} where
 * @param {Awaited<ReturnType<typeof webkit>>} found
 */
async function inWebKit(where, { WEBKITDRIVER, XVFB }) {
  const { DISPLAY, close } = await startDisplay(XVFB);
  // The runner starts the driver of WebKitGTK as that of Safari, whose protocol is the same.
  await inBrowser(where, { SAFARIDRIVER: WEBKITDRIVER, DISPLAY }).finally(close);
}

/**
 * @param {string} folder
 * @param {Record<string, string>} [browser]
 * @param {number} [atOnce] how many files
 */
function nodeTests(folder, browser, atOnce = 1) {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.js'));
  return run('node', ['--test', `--test-concurrency=${atOnce}`, '--test-reporter=spec', ...files.map((name) => join(folder, name))], browser);
}

await main(async () => {
  const only = process.argv.slice(2);
  const found = await step('looking for the tools', async () => {
    await lints();
    const [, found] = await together([buildTools(WORKSPACES), programs()]);
    return found;
  });
  /** @type {string[]} */
  const failed = [];
  let passed = 0;
  for (const [title, check] of Object.entries(checks(found))) {
    if (only.length > 0 && !only.some((name) => title.includes(name))) continue;
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
