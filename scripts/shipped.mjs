// @ts-check
// Lists the third-party code in dist/: the crates in the WebAssembly, Rust's standard library, and the bundled npm packages.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { output, root } from './run.mjs';

const TARGET = 'wasm32-unknown-unknown';
// The features of the two modules: the complete one, and the one for clients of a gateway.
const FEATURES = [[], ['--no-default-features']];

/**
 * @typedef {object} Shipped
 * @property {string} purl its package URL
 * @property {string} name
 * @property {string} version
 * @property {string} license an SPDX expression
 * @property {string[]} authors
 * @property {string} [repository]
 * @property {string} [folder] with its source and the text of its licence
 * @property {string} [sha256] of the archive in the registry
 * @property {boolean} direct whether this repository's code uses it directly
 * @property {string[]} dependencies the package URLs of its dependencies
 */

/** @returns {Promise<Shipped[]>} Sorted. */
export async function shipped() {
  return [...(await crates()), rustLibrary(), ...(await bundledPackages())].sort((a, b) => (a.purl < b.purl ? -1 : 1));
}

/** @returns {Promise<Shipped[]>} */
async function crates() {
  const metadata = JSON.parse(cargo(['metadata', '--format-version', '1', '--filter-platform', TARGET]));
  const module = metadata.packages.find(isModule);
  if (!module) throw new Error('Cargo.toml: expected a member of the workspace that is only a cdylib, found none');
  // `cargo tree` lists what is compiled for the target. `cargo metadata` also lists dependencies of tests and procedural macros.
  const edges = ['--edges', 'normal,no-proc-macro'];
  const trees = FEATURES.map((features) =>
    cargo(['tree', '--package', module.name, ...features, '--target', TARGET, ...edges, '--prefix', 'none', '--format', '{p}']),
  );
  const compiled = new Set(trees.flatMap((tree) => tree.split('\n')).map((line) => line.split(' ', 2).join(' ')));
  const checksums = await checksumsOfLock();
  /** @type {Map<string, string[]>} */
  const uses = new Map(metadata.resolve.nodes.map((/** @type {any} */ node) => [node.id, node.dependencies]));
  /** @type {any[]} */
  const all = metadata.packages.filter((/** @type {any} */ it) => compiled.has(`${it.name} v${it.version}`));
  const foreign = all.filter((it) => it.source);
  const direct = new Set(all.filter((it) => !it.source).flatMap((it) => uses.get(it.id) ?? []));
  const purls = new Map(foreign.map((it) => [it.id, `pkg:cargo/${it.name}@${it.version}`]));
  return foreign.map((it) => ({
    purl: purls.get(it.id) ?? '',
    name: it.name,
    version: it.version,
    // Older crates write a slash for OR.
    license: it.license?.replaceAll('/', ' OR '),
    authors: it.authors,
    repository: it.repository ?? undefined,
    folder: dirname(it.manifest_path),
    sha256: checksums.get(`${it.name} ${it.version}`),
    direct: direct.has(it.id),
    dependencies: (uses.get(it.id) ?? []).flatMap((id) => purls.get(id) ?? []),
  }));
}

/**
 * Whether a crate is the published module, which is only a cdylib. The core crate is a cdylib and also a library.
 *
 * @param {{ source: string | null, targets: Array<{ crate_types: string[] }> }} crate
 */
function isModule({ source, targets }) {
  return !source && targets.some((target) => `${target.crate_types}` === 'cdylib');
}

/** @param {string[]} args */
function cargo(args) {
  const printed = output('cargo', [...args, '--locked']);
  if (printed === undefined) throw new Error(`cargo ${args[0]} failed; to see why: cargo ${args.join(' ')} --locked`);
  return printed;
}

async function checksumsOfLock() {
  const lock = await readFile(join(root, 'Cargo.lock'), 'utf8');
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"$/gm);
  return new Map([...entries].map(([, name, version, checksum]) => [`${name} ${version}`, checksum]));
}

/** @returns {Shipped} */
function rustLibrary() {
  const version = /^release: (.+)$/m.exec(output('rustc', ['--version', '--verbose']) ?? '')?.[1];
  if (!version) throw new Error('rustc --version --verbose: expected a release, found none');
  return {
    purl: `pkg:generic/rust-std@${version}`,
    name: 'rust-std',
    version,
    license: 'MIT OR Apache-2.0',
    authors: ['The Rust Project contributors'],
    repository: 'https://github.com/rust-lang/rust',
    direct: true,
    dependencies: [],
  };
}

/** @returns {Promise<Shipped[]>} the packages that the entries import from node_modules */
async function bundledPackages() {
  const { build } = await import('esbuild');
  const files = await readdir(join(root, 'js'), { recursive: true });
  const entryPoints = files.filter((file) => /(?<!\.d)\.[jt]s$/.test(file) && !/(^|\/)\./.test(file)).map((file) => `js/${file}`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    outdir: 'unwritten',
    loader: { '.wasm': 'empty' },
    logLevel: 'warning',
  });
  const uses = Object.entries(metafile.inputs).flatMap(([file, { imports }]) => imports.map(({ path }) => ({ from: packageOf(file), to: packageOf(path) })));
  const folders = [...new Set(Object.keys(metafile.inputs).flatMap((file) => packageOf(file) ?? []))];
  const manifests = await Promise.all(folders.map((folder) => manifestOf(join(root, folder))));
  const purls = new Map(folders.map((folder, at) => [folder, manifests[at]?.purl ?? '']));
  return folders.flatMap((folder, at) => {
    const used = uses.filter(({ from, to }) => from === folder && to !== folder).flatMap(({ to }) => purls.get(to ?? '') ?? []);
    const direct = uses.some(({ from, to }) => from === undefined && to === folder);
    return manifests[at] ? [{ ...manifests[at], direct, dependencies: [...new Set(used)] }] : [];
  });
}

/** @param {string} file */
function packageOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** @param {string} folder */
async function manifestOf(folder) {
  const { name, version, license, author, repository } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return {
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    name,
    version,
    license,
    authors: author ? [author.name ?? author] : [],
    repository: addressOf(repository?.url ?? repository),
    folder,
  };
}

/**
 * The address of a GitHub repository for a browser, from any form that npm allows.
 *
 * @param {string | undefined} repository
 */
function addressOf(repository) {
  const path = /^(?:(?:git\+)?(?:https|ssh|git):\/\/(?:git@)?github\.com\/|git@github\.com:|github:|(?=[\w-]+\/))([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    repository ?? '',
  )?.[1];
  return path === undefined ? repository : `https://github.com/${path}`;
}
