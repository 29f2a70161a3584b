// @ts-check
// The set-up on machines that lack programs. Stub programs, which log their arguments, replace the programs of such a machine.
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
// A stub of rustc that answers only what the set-up asks: its version and the folder of the target's library.
const RUSTC = `case "$*" in *target-libdir*) echo "$HOME" ;; *) ${VERSION} ;; esac`;
const TOOLS =
  'case "$1" in install) for crate in "$@"; do case "$crate" in *@*) program="$TOOLS/${crate%@*}"; program="${program%-cli}"; echo "#!/bin/sh\necho x ${crate#*@}" > "$program"; /bin/chmod +x "$program" ;; esac; done ;; binstall) exit 1 ;; esac';
const HAS_ALL = { cargo: TOOLS, rustc: RUSTC, npm: '', cc: '' };

let count = 0;

/**
 * Runs the set-up on a machine with only these programs.
 *
 * @param {Record<string, string>} programs the shell script of each stub, by name
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
  return { status, printed: stdout + stderr, asked: (await readFile(asked, 'utf8')).trim().split('\n') };
}

/** The calls that install something. @param {string[]} asked */
const changing = (asked) =>
  asked.filter((line) => /^(npm|apt-get|cargo install|cargo binstall [^-]|cargo binstall --|rustup (toolchain install|component add))/.test(line));

test('without any program, one sentence says that Rust is missing', async () => {
  const { status, printed, asked } = await setUp({ npm: '' });
  assert.equal(status, 1, printed);
  assert.match(printed, /^\n✗ Rust is missing: install it with rustup, [^\n]*\n$/);
  assert.deepEqual(changing(asked), []);
});

test('a compiler without rustup is used', async () => {
  const { status, printed, asked } = await setUp(HAS_ALL);
  assert.equal(status, 0, printed);
  const done = changing(asked).sort();
  assert.equal(done.length, 2, done.join('\n'));
  assert.match(done[0] ?? '', /^cargo install wasm-bindgen-cli@0\.2\.\d+ wasm-pack@[\d.]+ --debug --no-default-features --quiet --root /);
  assert.match(done[1] ?? '', /^npm ci --include=dev /);
});

test('for a compiler without rustup that is too old or lacks the WebAssembly target, one sentence says so', async () => {
  const old = await setUp({ ...HAS_ALL, rustc: RUSTC.replaceAll('1.95.0', '1.63.0') });
  assert.match(old.printed, /^\n✗ Rust 1\.95 or later is missing, found 1\.63\.0: [^\n]*\n$/);
  const without = await setUp({ ...HAS_ALL, rustc: VERSION });
  assert.match(without.printed, /^\n✗ The Rust target wasm32-unknown-unknown is missing: [^\n]*\n$/);
  for (const { status, asked } of [old, without]) assert.deepEqual([status, changing(asked)], [1, []]);
});

// The stub of rustup stores the installed toolchain in a file.
const RUSTUP = `case "$1 $2" in
"toolchain list") /bin/cat "$HOME/installed" 2> /dev/null ;;
"toolchain install") echo "$3-x86_64-unknown-linux-gnu" > "$HOME/installed" ;;
"component list") [ -f "$HOME/installed" ] || exit 1; echo clippy-x; echo rustfmt-x; echo rust-std-wasm32-unknown-unknown ;;
esac`;
const NONE_YET = `[ -f "$HOME/installed" ] || exit 1; ${RUSTC}`;

test('if automatic installation of rustup is disabled, the toolchain is installed explicitly, once', async () => {
  const { status, printed, asked } = await setUp({ ...HAS_ALL, rustup: RUSTUP, rustc: NONE_YET }, { RUSTUP_AUTO_INSTALL: '0' });
  assert.equal(status, 0, printed);
  assert.match(printed, /^installing Rust 1\.95\.0 with rustup\n/);
  const [first, ...others] = changing(asked);
  assert.equal(
    first,
    'rustup toolchain install 1.95.0 --profile minimal --no-self-update --component clippy --component rustfmt --target wasm32-unknown-unknown',
  );
  assert.equal(others.length, 2);
});

test('if rustup cannot install the toolchain, one sentence says so', async () => {
  const { status, printed } = await setUp({ ...HAS_ALL, rustup: `case "$1 $2" in "toolchain install"|"component list") exit 1 ;; esac`, rustc: 'exit 1' });
  assert.equal(status, 1);
  assert.match(
    printed,
    /^installing Rust 1\.95\.0 with rustup\n\n✗ Rust 1\.95\.0: missing, and rustup could not install it: rustup toolchain install 1\.95\.0 [^\n]*\n$/,
  );
});

test('RUSTUP_TOOLCHAIN selects another compiler', async () => {
  const { status, printed, asked } = await setUp(
    { ...HAS_ALL, rustup: RUSTUP, rustc: NONE_YET.replaceAll('1.95.0', '1.99.1') },
    { RUSTUP_TOOLCHAIN: 'stable' },
  );
  assert.equal(status, 0, printed);
  assert.match(changing(asked)[0] ?? '', /^rustup toolchain install stable --profile minimal /);
});

test('cargo-binstall is tried first if it is installed, and what it cannot install is compiled', async () => {
  const brings = TOOLS.replace('binstall) exit 1', 'binstall) [ "$2" = -V ] || "$0" install "$@"').replace('in install)', 'in install)');
  const { status, printed, asked } = await setUp({ ...HAS_ALL, cargo: brings });
  assert.equal(status, 0, printed);
  assert.match(printed, /fetching wasm-bindgen-cli@[\d.]+ and wasm-pack@[\d.]+ with cargo-binstall\n/);
  assert.ok(asked.some((line) => /^cargo binstall --no-confirm --disable-strategies compile --root .* wasm-bindgen-cli@[\d.]+ wasm-pack@[\d.]+$/.test(line)));
  assert.ok(!printed.includes('building wasm'), printed);
  const cannot = await setUp({ ...HAS_ALL, cargo: TOOLS.replace('binstall) exit 1', 'binstall) [ "$2" = -V ]') });
  assert.equal(cannot.status, 0, cannot.printed);
  assert.match(cannot.printed, /cargo-binstall could not install them\nbuilding wasm-bindgen-cli@/);
});

test('installed programs of the right version are used', async () => {
  const version = /^wasm-bindgen = \{ version = "=([\d.]+)"/m.exec(await readFile(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  const { status, printed, asked } = await setUp({ ...HAS_ALL, 'wasm-bindgen': `echo wasm-bindgen ${version}`, 'wasm-pack': 'echo wasm-pack 0.15.1' });
  assert.equal(status, 0, printed);
  assert.match(changing(asked).join('\n'), /^npm ci [^\n]*$/);
  const other = await setUp({ ...HAS_ALL, 'wasm-bindgen': 'echo wasm-bindgen 0.2.1', 'wasm-pack': 'echo wasm-pack 0.15.1' });
  assert.match(other.printed, new RegExp(`building wasm-bindgen-cli@${version} into `));
  assert.ok(!other.printed.includes('wasm-pack@'), other.printed);
});

test('if npm and cargo both fail, both errors are reported, each in a sentence, after both have ended', async () => {
  const { status, printed } = await setUp({ ...HAS_ALL, npm: 'exit 1', cargo: 'case "$1" in install|binstall) exit 1 ;; esac' });
  assert.equal(status, 1);
  assert.match(
    printed,
    /\n✗ The npm packages of package-lock\.json are missing and npm could not install them: [^\n]*\n {2}wasm-bindgen-cli@[\d.]+ and wasm-pack@[\d.]+: missing, and cargo could not build them: [^\n]*\n$/,
  );
});
