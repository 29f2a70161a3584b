// @ts-check
// The documents about third-party code in the package: the software bill of materials and the texts of the licences.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { writeLicenses } from '../../scripts/licenses.mjs';
import { output } from '../../scripts/run.mjs';
import { writeSbom } from '../../scripts/sbom.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = await readFile(join(root, 'dist', 'sbom.cdx.json'), 'utf8');
const sbom = JSON.parse(text);
/** @typedef {{ purl: string, name: string, version: string, hashes?: Array<{ content: string }>, licenses: Array<{ expression: string }> }} Component */
/** @type {Array<Component & { externalReferences?: Array<{ url: string }> }>} */
const components = sbom.components;
const licenses = await readFile(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');

/** @param {string} dependencies the kind of section in Cargo.toml, for all targets or for some */
async function ofCargoToml(dependencies) {
  const files = await Promise.all(['Cargo.toml', 'module/Cargo.toml'].map((file) => readFile(join(root, file), 'utf8')));
  const sections = files.flatMap((file) => file.split(/^(?=\[)/m).filter((section) => new RegExp(`^\\[(target\\..*\\.)?${dependencies}\\]`).test(section)));
  return sections.flatMap((section) => [...section.matchAll(/^([\w-]+) = (?!.*path)/gm)].map(([, name]) => name));
}

test('the bill of materials is valid by the strict schema of CycloneDX', async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
  assert.notEqual(await validator.validate(JSON.stringify({ ...sbom, colour: 'red' })), null);
});

test('it names this version of this package', async () => {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  assert.equal(sbom.metadata.component.purl, `pkg:npm/${name}@${version}`);
});

test('it lists each compiled crate, and none that only tests or the compiler use', async () => {
  const names = components.map(({ name }) => name);
  const [used, tested] = await Promise.all([ofCargoToml('dependencies'), ofCargoToml('dev-dependencies')]);
  assert.ok(used.includes('des') && tested.includes('ecb'));
  for (const name of used) assert.ok(names.includes(name ?? ''), name);
  for (const name of tested) assert.ok(used.includes(name) || !names.includes(name ?? ''), name);
  for (const name of ['wasm-bindgen-macro', 'syn', 'proc-macro2']) assert.ok(!names.includes(name), name);
  assert.ok(components.every(({ name }) => !name.startsWith('houcaller')));
});

test('it lists exactly the crates that cargo compiles for the target, with and without the cipher', () => {
  const module = ['--package', 'houcaller-coupons-module', '--locked', '--target', 'wasm32-unknown-unknown'];
  const listed = components.flatMap(({ purl }) => (purl.startsWith('pkg:cargo/') ? [purl] : [])).sort();
  const compiled = [[], ['--no-default-features']].map((features) => {
    const tree = output('cargo', ['tree', ...module, ...features, '--edges', 'normal,no-proc-macro', '--prefix', 'none']) ?? '';
    const foreign = [...tree.matchAll(/^(?!houcaller-)(\S+) v(\S+)/gm)].map(([, name, version]) => `pkg:cargo/${name}@${version}`);
    return new Set(foreign);
  });
  for (const crates of compiled) assert.ok(crates.size > 5);
  assert.deepEqual([...new Set(compiled.flatMap((crates) => [...crates]))].sort(), listed);
});

test('it lists exactly the bundled npm packages, with their dependencies', async () => {
  const used = ['@noble/hashes', 'prom-client'];
  const packages = components.filter(({ purl }) => purl.startsWith('pkg:npm/'));
  assert.deepEqual(packages.map(({ name }) => name).sort(), used);
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  for (const { name, version } of packages) assert.equal(version, lock.packages[`node_modules/${name}`].version);
  for (const { externalReferences: [source] = [] } of packages) assert.match(source?.url ?? '', /^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
  const below = (/** @type {string} */ name) =>
    sbom.dependencies
      .find((/** @type {any} */ { ref }) => ref.startsWith(`pkg:npm/${name}@`))
      ?.dependsOn?.flatMap((/** @type {string} */ ref) => /^pkg:npm\/(.+)@/.exec(decodeURIComponent(ref))?.[1] ?? []);
  assert.deepEqual(below('houcaller-coupons'), used);
});

test('each crate has its checksum from Cargo.lock', async () => {
  const lock = (await readFile(join(root, 'Cargo.lock'), 'utf8')).split('[[package]]');
  for (const { purl, name, version, hashes } of components.filter(({ purl }) => purl.startsWith('pkg:cargo/'))) {
    const entry = lock.find((it) => it.includes(`\nname = "${name}"\n`) && it.includes(`\nversion = "${version}"\n`));
    assert.ok(entry?.includes(`checksum = "${hashes?.[0]?.content}"`), purl);
  }
});

test('each component is a direct or indirect dependency of the package', () => {
  /** @type {Map<string, string[]>} */
  const below = new Map(sbom.dependencies.map((/** @type {any} */ { ref, dependsOn = [] }) => [ref, dependsOn]));
  const reached = new Set([sbom.metadata.component['bom-ref']]);
  for (const ref of reached) for (const next of below.get(ref) ?? []) reached.add(next);
  for (const { purl } of components) assert.ok(reached.has(purl), purl);
});

test('each component has the name and the text of its licence', () => {
  const [, ...blocks] = licenses.split(/^-{80}\n/m);
  const sections = blocks.flatMap((titles, at) => (at % 2 ? [] : { titles, text: blocks[at + 1] ?? '' }));
  for (const {
    name,
    version,
    licenses: [license],
  } of components) {
    const texts = sections.filter(({ titles }) => `\n${titles}`.includes(`\n${name} ${version} (${license?.expression})`)).map(({ text }) => text);
    assert.match(
      texts.join('\n'),
      /Permission is hereby granted|Permission to use, copy|Redistribution and use|Apache License|Blue Oak Model License|public domain/,
      name,
    );
  }
});

test('writing the files again gives those in dist/', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-shipped-'));
  try {
    await Promise.all([writeSbom(folder), writeLicenses(folder)]);
    assert.equal(await readFile(join(folder, 'sbom.cdx.json'), 'utf8'), text);
    assert.equal(await readFile(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8'), licenses);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('neither file contains a path of the machine', () => {
  for (const file of [text, licenses]) assert.ok(!file.includes(root) && !/\/(?:root|home|Users)\//.test(file));
});
