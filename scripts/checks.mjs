// @ts-check
// The checks of `npm test` and `npm run check`, in their order.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser, firefox, firefoxDriver, headlessShell, webkit } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { haproxy } from './haproxy.mjs';
import { redis } from './redis.mjs';
import { root, run } from './run.mjs';
import { together } from './together.mjs';

const TARGET = 'wasm32-unknown-unknown';
// A variable for each place in which the runner can start the crate's tests: a page, and a worker.
const PLACES = ['WASM_BINDGEN_USE_BROWSER', 'WASM_BINDGEN_USE_DEDICATED_WORKER'];
// Unsets all drivers, because the runner takes the first one that is set.
const NO_DRIVER = { GECKODRIVER: undefined, SAFARIDRIVER: undefined, CHROMEDRIVER: undefined };
const CLIPPY = ['-D', 'warnings', '-D', 'clippy::unwrap_used', '-D', 'clippy::expect_used', '-D', 'clippy::indexing_slicing'];

// The tests that run again on the engine without WebAssembly.
const WITHOUT_WASM = ['behaviour/node', 'faults/node', 'many-members/results', 'vectors/java', 'vectors/random'].map((name) => `tests/client/${name}.test.js`);

// How many test files run at once: most keep one core busy, and some mostly wait for pages or time-outs.
const BUSY = 2;
const WAITING = 3;

/** Programs of the system that checks use. Each function finds or installs one, and returns the environment variables that name it. */
export const PROGRAMS = { chromium: browser, headlessShell, firefox, firefoxDriver, webkit, redis, haproxy };

/**
 * @typedef {keyof typeof PROGRAMS} Program
 * @typedef {Record<string, string>} Environment the variables of the programs that the check uses
 *
 * @typedef {object} Check
 * @property {string} group what one job of CI runs
 * @property {string} title
 * @property {Program[]} uses
 * @property {boolean} needsBuild
 * @property {(environment: Environment) => Promise<void>} run
 */

/** @type {Program[]} */
const BROWSERS = ['chromium', 'firefox', 'webkit'];

/** @type {Check[]} */
export const checks = [
  ...group('lint', [
    [
      'rustfmt',
      async () => {
        await run('cargo', ['fmt', '--all', '--check']);
        await run('cargo', ['fmt', '--manifest-path', 'bench/native/Cargo.toml', '--check']);
      },
    ],
    ['Biome, the formatter and linter of JavaScript and TypeScript', () => run('biome', ['ci', '--error-on-warnings'])],
    ['clippy, the crate', () => run('cargo', ['clippy', '--quiet', '--workspace', '--lib', '--target', TARGET, '--', ...CLIPPY])],
    ['clippy, the crate without the cipher', () => run('cargo', ['clippy', '--quiet', '--lib', '--no-default-features', '--target', TARGET, '--', ...CLIPPY])],
    ['clippy, the native tests', () => run('cargo', ['clippy', '--quiet', '--all-targets', '--', '-D', 'warnings'])],
    ['clippy, the browser tests', () => run('cargo', ['clippy', '--quiet', '--tests', '--target', TARGET, '--', '-D', 'warnings'])],
    ['Rust documentation', () => run('cargo', ['doc', '--quiet', '--no-deps', '--lib'], { RUSTDOCFLAGS: '-D warnings' })],
  ]),
  ...group('rust', [
    ['native tests', () => run('cargo', ['test', '--quiet', '--lib', '--test', 'native'])],
    ['the crate in Chromium, in a page and in a worker', (env) => inBrowser(env), ['chromium']],
    ['the crate in Firefox, in a page and in a worker', (env) => inBrowser(env), ['firefoxDriver']],
    ['the crate in WebKitGTK, in a page and in a worker', (env) => inWebKit(env), ['webkit']],
  ]),
  ...group('types', [
    ['types, js', () => run('tsc', ['--project', 'js'])],
    ['types, js/gateway', () => run('tsc', ['--project', 'js/gateway'])],
    ['types, scripts, sandbox, tests, bench and examples/node-gateway', () => run('tsc', ['--project', 'scripts'])],
    ['types, www', () => run('vue-tsc', ['--noEmit', '--project', 'www'])],
  ]),
  ...group('package', [
    ['the set-up', () => nodeTests('tests/package/set-up/')],
    ['the package', (env) => nodeTests('tests/package/', env), ['chromium']],
    ['the package, the quick part of the matrix', (env) => run('node', ['tests/package/matrix/main.mjs', '--quick'], env), ['chromium']],
    ['the documentation', () => nodeTests('tests/docs/')],
  ]),
  ...group('client', [
    ['the sandbox', () => nodeTests('tests/sandbox/')],
    ['the vectors', () => nodeTests('tests/client/vectors/')],
    ['usability', () => nodeTests('tests/client/usability/')],
    [
      'without WebAssembly',
      () =>
        run('node', ['--import', './tests/client/without-wasm/loader.mjs', '--test', `--test-concurrency=${BUSY}`, '--test-reporter=spec', ...WITHOUT_WASM]),
    ],
    ['many members', () => nodeTests('tests/client/many-members/')],
    ['the mini-program', () => nodeTests('tests/client/mini-program/')],
    ['mutated answers', () => nodeTests('tests/client/answers/')],
  ]),
  ...group('browsers', [
    ['behaviour', (env) => nodeTests('tests/client/behaviour/', env), BROWSERS],
    ['faults', (env) => nodeTests('tests/client/faults/', env), BROWSERS],
    ['the policy of the page', (env) => nodeTests('tests/client/csp/', env), BROWSERS],
  ]),
  ...group('gateway', [
    ['the gateway, killed and started again', () => nodeTests('tests/gateway/restart/')],
    ['the gateway', () => nodeTests('tests/gateway/', {}, WAITING)],
    ['the examples', (env) => nodeTests('tests/gateway/examples/', env, WAITING), ['redis', 'haproxy']],
  ]),
  ...group('desk', [
    ['the desk, in pieces', () => nodeTests('tests/desk/units/')],
    // Opens hundreds of pages, which the headless shell does in half the time.
    ['the desk, end to end', (env) => nodeTests('tests/desk/e2e/', { ...env, CHROMIUM: env.HEADLESS_SHELL ?? '' }, WAITING), [...BROWSERS, 'headlessShell']],
  ]),
];

export const groups = [...new Set(checks.map(({ group }) => group))];

/**
 * @param {string} name
 * @param {Array<[title: string, run: Check['run'], uses?: Program[]]>} checks
 * @returns {Check[]}
 */
function group(name, checks) {
  const needsBuild = name !== 'lint' && name !== 'rust';
  return checks.map(([title, run, uses = []]) => ({ group: name, title, run, uses, needsBuild }));
}

/** @param {Environment} environment with one driver only */
async function inBrowser(environment) {
  const runner = {
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner',
    // The arguments that the browsers are started with.
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: join(root, 'tests', 'rust', 'browser', 'webdriver.json'),
    // Seconds. With the defaults, 20 and 5, a slow machine fails: on one, Java's vectors took 20.4 seconds.
    WASM_BINDGEN_TEST_TIMEOUT: '120',
    WASM_BINDGEN_TEST_DRIVER_TIMEOUT: '30',
  };
  const test = (/** @type {string} */ place) =>
    run('cargo', ['test', '--target', TARGET, '--test', 'browser'], { ...NO_DRIVER, ...environment, ...runner, [place]: '1' });
  await together(PLACES.map(test));
}

/** @param {Environment} environment */
async function inWebKit({ WEBKITDRIVER = '', XVFB = '' }) {
  const { DISPLAY, close } = await startDisplay(XVFB);
  // The runner starts the driver of WebKitGTK as that of Safari, whose protocol is the same.
  await inBrowser({ SAFARIDRIVER: WEBKITDRIVER, DISPLAY }).finally(close);
}

/**
 * @param {string} folder
 * @param {Environment} [environment]
 * @param {number} [atOnce] how many files
 */
function nodeTests(folder, environment, atOnce = BUSY) {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.js'));
  return run('node', ['--test', `--test-concurrency=${atOnce}`, '--test-reporter=spec', ...files.map((name) => join(folder, name))], environment);
}
