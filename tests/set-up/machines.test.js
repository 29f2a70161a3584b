// @ts-check
// The set-up on machines that lack something: programs that only note what they are asked stand in for what such a machine has.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from './copy.js';

/** @type {string} */
let beside;
before(async () => {
  beside = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
});
after(() => rm(beside, { recursive: true, force: true }));

const VERSION = 'echo "rustc 1.95.0"; echo "release: 1.95.0"';
// What it has of rustc is all that is asked: its version and where the target's library would be.
const RUSTC = `case "$*" in *target-libdir*) echo "$HOME" ;; *) ${VERSION} ;; esac`;
const TOOLS = 'case "$1" in install) for crate in "$@"; do case "$crate" in *@*) program="$TOOLS/${crate%@*}"; program="${program%-cli}"; echo "#!/bin/sh\necho x ${crate#*@}" > "$program"; /bin/chmod +x "$program" ;; esac; done ;; binstall) exit 1 ;; esac';
const HAS_ALL = { cargo: TOOLS, rustc: RUSTC, npm: '', cc: '' };

let count = 0;

/**
 * Runs what comes before a build, on a machine with these programs and no others.
 *
 * @param {Record<string, string>} programs By name: what the shell does for it.
 * @param {NodeJS.ProcessEnv} [variables]
 */
async function setUp(programs, variables = {}) {
  const home = join(beside, `机器 [${count++}]`);
  const [bin, cache, clone] = ['bin', 'cache', 'clone of it'].map((name) => join(home, name));
  if (!bin || !cache || !clone) throw new Error('unreachable');
  const tools = join(cache, 'houcaller-coupons', 'tools', 'bin');
  for (const folder of [bin, tools, join(clone, 'node_modules')]) await mkdir(folder, { recursive: true });
  await cp(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'Cargo.toml', 'rust-toolchain.toml']) await copyFile(join(root, file), join(clone, file));
  const asked = join(home, 'asked');
  await writeFile(asked, '');
  for (const [name, script] of Object.entries(programs)) {
    const program = join(bin, name);
    await writeFile(program, `#!/bin/sh\necho "${name} $*" >> "$ASKED"\n${script}\n`);
    await chmod(program, 0o755);
  }
  const env = { PATH: bin, HOME: home, XDG_CACHE_HOME: cache, ASKED: asked, TOOLS: tools, ...variables };
  const source = `import { main } from './scripts/say.mjs'; import { buildTools } from './scripts/toolchain.mjs'; await main(buildTools);`;
  await writeFile(join(clone, 'run.mjs'), source);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['run.mjs'], { cwd: clone, env, encoding: 'utf8' });
  return { status, said: stdout + stderr, asked: (await readFile(asked, 'utf8')).trim().split('\n') };
}

/** @param {string[]} asked */
const changing = (asked) => asked.filter((line) => /^(npm|apt-get|cargo install|cargo binstall [^-]|cargo binstall --|rustup (toolchain install|component add))/.test(line));

test('nothing there: one sentence says that Rust is', async () => {
  const { status, said, asked } = await setUp({ npm: '' });
  assert.equal(status, 1, said);
  assert.match(said, /^\n✗ Rust is missing: install it with rustup, [^\n]*\n$/);
  assert.deepEqual(changing(asked), []);
});

test('a compiler without rustup: it is taken', async () => {
  const { status, said, asked } = await setUp(HAS_ALL);
  assert.equal(status, 0, said);
  const done = changing(asked).sort();
  assert.equal(done.length, 2, done.join('\n'));
  assert.match(done[0] ?? '', /^cargo install wasm-bindgen-cli@0\.2\.\d+ wasm-pack@[\d.]+ --debug --quiet --root /);
  assert.match(done[1] ?? '', /^npm ci --include=dev /);
});

test('a compiler without rustup that is too old, or has no WebAssembly: one sentence', async () => {
  const old = await setUp({ ...HAS_ALL, rustc: RUSTC.replaceAll('1.95.0', '1.63.0') });
  assert.match(old.said, /^\n✗ Rust 1\.95 or later is missing, found 1\.63\.0: [^\n]*\n$/);
  const without = await setUp({ ...HAS_ALL, rustc: VERSION });
  assert.match(without.said, /^\n✗ The Rust target wasm32-unknown-unknown is missing: [^\n]*\n$/);
  for (const { status, asked } of [old, without]) assert.deepEqual([status, changing(asked)], [1, []]);
});

// What rustup has is in a file, so that installing shows.
const RUSTUP = `case "$1 $2" in
"toolchain list") /bin/cat "$HOME/installed" 2> /dev/null ;;
"toolchain install") echo "$3-x86_64-unknown-linux-gnu" > "$HOME/installed" ;;
"component list") [ -f "$HOME/installed" ] || exit 1; echo clippy-x; echo rustfmt-x; echo rust-std-wasm32-unknown-unknown ;;
esac`;
const NONE_YET = `[ -f "$HOME/installed" ] || exit 1; ${RUSTC}`;

test('rustup that is told to install nothing by itself: it is asked by name, once', async () => {
  const { status, said, asked } = await setUp({ ...HAS_ALL, rustup: RUSTUP, rustc: NONE_YET }, { RUSTUP_AUTO_INSTALL: '0' });
  assert.equal(status, 0, said);
  assert.match(said, /^installing Rust 1\.95\.0 with rustup\n/);
  const [first, ...others] = changing(asked);
  assert.equal(first, 'rustup toolchain install 1.95.0 --profile minimal --no-self-update --component clippy --component rustfmt --target wasm32-unknown-unknown');
  assert.equal(others.length, 2);
});

test('rustup that may not write where it keeps compilers: one sentence', async () => {
  const { status, said } = await setUp({ ...HAS_ALL, rustup: `case "$1 $2" in "toolchain install"|"component list") exit 1 ;; esac`, rustc: 'exit 1' });
  assert.equal(status, 1);
  assert.match(said, /^installing Rust 1\.95\.0 with rustup\n\n✗ Rust 1\.95\.0: missing, and rustup could not install it: rustup toolchain install 1\.95\.0 [^\n]*\n$/);
});

test('RUSTUP_TOOLCHAIN names another compiler: that one', async () => {
  const { status, said, asked } = await setUp({ ...HAS_ALL, rustup: RUSTUP, rustc: NONE_YET.replaceAll('1.95.0', '1.99.1') }, { RUSTUP_TOOLCHAIN: 'stable' });
  assert.equal(status, 0, said);
  assert.match(changing(asked)[0] ?? '', /^rustup toolchain install stable --profile minimal /);
});

test('cargo-binstall is asked first, where there is one; what it could not bring is compiled', async () => {
  const brings = TOOLS.replace('binstall) exit 1', 'binstall) [ "$2" = -V ] || "$0" install "$@"').replace('in install)', 'in install)');
  const { status, said, asked } = await setUp({ ...HAS_ALL, cargo: brings });
  assert.equal(status, 0, said);
  assert.match(said, /fetching wasm-bindgen-cli@[\d.]+ and wasm-pack@[\d.]+ with cargo-binstall\n/);
  assert.ok(asked.some((line) => /^cargo binstall --no-confirm --disable-strategies compile --root .* wasm-bindgen-cli@[\d.]+ wasm-pack@[\d.]+$/.test(line)));
  assert.ok(!said.includes('building wasm'), said);
  const cannot = await setUp({ ...HAS_ALL, cargo: TOOLS.replace('binstall) exit 1', 'binstall) [ "$2" = -V ]') });
  assert.equal(cannot.status, 0, cannot.said);
  assert.match(cannot.said, /cargo-binstall could not bring them\nbuilding wasm-bindgen-cli@/);
});

test('programs that are there in the right version are taken', async () => {
  const version = /^wasm-bindgen = \{ version = "=([\d.]+)"/m.exec(await readFile(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  const { status, said, asked } = await setUp({ ...HAS_ALL, 'wasm-bindgen': `echo wasm-bindgen ${version}`, 'wasm-pack': 'echo wasm-pack 0.15.1' });
  assert.equal(status, 0, said);
  assert.match(changing(asked).join('\n'), /^npm ci [^\n]*$/);
  const other = await setUp({ ...HAS_ALL, 'wasm-bindgen': 'echo wasm-bindgen 0.2.1', 'wasm-pack': 'echo wasm-pack 0.15.1' });
  assert.match(other.said, new RegExp(`building wasm-bindgen-cli@${version} into `));
  assert.ok(!other.said.includes('wasm-pack@'), other.said);
});

test('npm and cargo that both fail: both are told of, each in a sentence, once both have ended', async () => {
  const { status, said } = await setUp({ ...HAS_ALL, npm: 'exit 1', cargo: 'case "$1" in install|binstall) exit 1 ;; esac' });
  assert.equal(status, 1);
  assert.match(said, /\n✗ The npm packages of package-lock\.json are missing and npm could not install them: [^\n]*\n  wasm-bindgen-cli@[\d.]+ and wasm-pack@[\d.]+: missing, and cargo could not build them: [^\n]*\n$/);
});
