// @ts-check
// The rows. Each row runs in a new copy of the tracked files, with its own scratch folder.
import { createHash } from 'node:crypto';
import { chownSync, copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { tools } from '../../../scripts/places.mjs';
import { which } from '../../../scripts/programs.mjs';
import { readPinned } from '../../../scripts/rust.mjs';
import { installNode } from './node-of.mjs';
import { command, started } from './process.mjs';

/**
 * @typedef {object} Place
 * @property {string} clone
 * @property {string} scratch
 * @property {Map<string, string>} modules the checksums of the modules that earlier rows built, by row
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} what
 * @property {string} [folder] the name of the copy; default: clone
 * @property {() => string | undefined} [impossible] why it cannot run on this machine
 * @property {(place: Place) => Promise<string | void>} run rejects if it fails; resolves to a note for the table
 */

// A separate folder, because installing the newest compiler would replace the user's.
const RUSTUP_HOME = join(tools, 'rustup');
// Only a part of the checks, because the row `rust-sources` runs all of them on the same compiler.
const PART = ['clippy', 'native tests', 'the package'];
const NOBODY_ID = 65_534;

/** @param {string} text */
const pinnedIn = (text) => readPinned(text).channel;

const noRustup = () => (which(['rustup']) ? undefined : 'no rustup here');

/**
 * @param {Place} place
 * @param {string} row
 * @param {string} toolchain
 * @param {string[]} more components
 * @param {string[]} checks default: all
 */
async function withRust({ clone, modules }, row, toolchain, more, checks = []) {
  const env = { RUSTUP_HOME, RUSTUP_TOOLCHAIN: toolchain };
  const components = ['clippy', 'rustfmt', ...more].flatMap((name) => ['--component', name]);
  await command(
    'rustup',
    ['toolchain', 'install', toolchain, '--profile', 'minimal', '--no-self-update', ...components, '--target', 'wasm32-unknown-unknown'],
    { cwd: clone, env },
  );
  if (!more.includes('rust-src')) await command('rustup', ['component', 'remove', 'rust-src', '--toolchain', toolchain], { cwd: clone, env }).catch(() => {});
  await command('node', ['scripts/test.mjs', ...checks], { cwd: clone, env });
  const sum = createHash('sha256')
    .update(readFileSync(join(clone, 'dist', 'houcaller_coupons_bg.wasm')))
    .digest('hex');
  modules.set(row, sum);
  return `module ${sum}`;
}

/** @type {Row[]} */
const rust = [
  {
    name: 'rust-pinned',
    what: 'the pinned compiler',
    impossible: noRustup,
    run: (place) => withRust(place, 'rust-pinned', pinnedIn(readFileSync(join(place.clone, 'rust-toolchain.toml'), 'utf8')), [], PART),
  },
  {
    name: 'rust-sources',
    what: 'the same with rust-src',
    impossible: noRustup,
    run: async (place) => {
      const note = await withRust(place, 'rust-sources', pinnedIn(readFileSync(join(place.clone, 'rust-toolchain.toml'), 'utf8')), ['rust-src']);
      const without = place.modules.get('rust-pinned');
      if (without && without !== place.modules.get('rust-sources')) throw new Error(`expected the module to be that of rust-pinned, ${without}, found ${note}`);
      return note;
    },
  },
  { name: 'rust-stable', what: 'the newest stable compiler', impossible: noRustup, run: (place) => withRust(place, 'rust-stable', 'stable', []) },
];

/** @type {Row[]} */
const node = [20, 22, 24, 26].map((major) => ({
  name: `node-${major}`,
  what: `npm test on Node ${major}`,
  run: async ({ clone, scratch }) => {
    const { bin, version } = await installNode(major, scratch);
    await command('npm', ['test'], { cwd: clone, env: { PATH: [bin, process.env.PATH].join(delimiter) } });
    return version;
  },
}));

/** @type {Row[]} */
const start = [
  {
    name: 'start-cold',
    what: 'npm start, nothing installed before',
    run: ({ clone, scratch }) =>
      started(clone, { XDG_CACHE_HOME: join(scratch, 'cache'), CARGO_HOME: join(scratch, 'cargo'), npm_config_cache: join(scratch, 'npm') }),
  },
  {
    name: 'start-settings',
    what: 'npm start, settings for other projects, a folder with spaces and brackets',
    folder: '优惠券 with spaces [and brackets] (1)',
    run: ({ clone }) =>
      started(clone, {
        NODE_ENV: 'production',
        npm_config_omit: 'dev',
        npm_config_ignore_scripts: 'true',
        CARGO_TARGET_DIR: 'elsewhere',
        RUSTUP_AUTO_INSTALL: '0',
      }),
  },
  {
    name: 'start-user',
    what: 'npm start, an ordinary user',
    impossible: () => (process.getuid?.() === 0 ? noRustup() : 'runs only as root; otherwise the other rows run as an ordinary user'),
    run: async ({ clone, scratch }) => {
      const home = join(scratch, 'home');
      const bin = join(home, '.cargo', 'bin');
      mkdirSync(bin, { recursive: true });
      copyFileSync(which(['rustup']) ?? '', join(bin, 'rustup'));
      for (const name of ['cargo', 'rustc', 'rustdoc', 'cargo-clippy', 'cargo-fmt', 'rustfmt', 'clippy-driver']) symlinkSync('rustup', join(bin, name));
      await command('chown', ['-R', `${NOBODY_ID}:${NOBODY_ID}`, clone, home], { cwd: '/' });
      chownSync(scratch, NOBODY_ID, NOBODY_ID);
      const none = Object.fromEntries(['XDG_CACHE_HOME', 'CARGO_HOME', 'RUSTUP_HOME', 'RUSTUP_TOOLCHAIN', 'npm_config_cache'].map((name) => [name, undefined]));
      return started(clone, { ...none, HOME: home, PATH: [bin, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter) }, NOBODY_ID);
    },
  },
];

export const rows = [...rust, ...node, ...start];
