// @ts-check
// Checks the tarball with two linters: publint checks package.json, and attw ("Are the types wrong?") checks the types.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { exec, pack, root } from '../support/packed.js';

/** @type {Awaited<ReturnType<typeof pack>>} */
let packed;
/** @type {string} A tarball with errors. */
let broken;

before(async () => {
  packed = await pack();
  broken = join(packed.folder, 'broken.tgz');
  await breakIt();
});
after(() => packed?.remove());

/** Creates a tarball in which `require` gets the types of `import`, and one entry names a missing file. */
async function breakIt() {
  const folder = join(packed.folder, 'unpacked');
  await mkdir(folder);
  await exec('tar', ['-xzf', packed.tarball, '-C', folder]);
  const manifest = join(folder, 'package', 'package.json');
  const text = await readFile(manifest, 'utf8');
  await writeFile(manifest, text.replaceAll('./dist/index.d.cts', './dist/index.d.ts').replaceAll('./dist/workerd.js', './dist/missing.js'));
  await exec('tar', ['-czf', broken, '-C', folder, 'package']);
}

/** @param {string} tarball */
async function publintMessages(tarball) {
  const { buffer } = Uint8Array.from(await readFile(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, level: 'suggestion', strict: true });
  return messages.map((message) => formatMessage(message, pkg, { color: false }));
}

/** @param {string} tarball */
async function attw(tarball) {
  // Writes to a file, because attw exits at once when it finds an error, which would lose output in a pipe.
  const path = `${tarball}.json`;
  const file = await open(path, 'w');
  const program = spawn(join(root, 'node_modules', '.bin', 'attw'), [tarball, '--format', 'json'], { stdio: ['ignore', file.fd, 'inherit'] });
  await once(program, 'exit');
  await file.close();
  return JSON.parse(await readFile(path, 'utf8'));
}

test('publint finds nothing', async () => {
  assert.deepEqual(await publintMessages(packed.tarball), []);
});

test('attw finds nothing, for any entry and any kind of resolution', async () => {
  const { analysis, problems } = await attw(packed.tarball);
  assert.deepEqual(problems ?? {}, {});
  assert.deepEqual(analysis.problems, []);
  assert.deepEqual(Object.keys(analysis.entrypoints).sort(), [
    '.',
    './gateway',
    './gateway-client',
    './gateway-client/no-wasm',
    './houcaller_coupons_bg.wasm',
    './mini-program',
    './mini-program/no-wasm',
    './no-wasm',
    './package.json',
    './slim',
  ]);
  const resolved = Object.values(analysis.entrypoints).flatMap(({ resolutions }) => Object.values(resolutions));
  assert.deepEqual(
    resolved.filter(({ resolution }) => !resolution),
    [],
  );
  // Every entry has code beside its types, except for the WebAssembly module.
  const programs = resolved.filter(({ name }) => !name.endsWith('.wasm'));
  assert.deepEqual(
    programs.flatMap(({ name, resolutionKind, implementationResolution }) => (implementationResolution ? [] : `${name} under ${resolutionKind}`)),
    [],
  );
});

test('both linters find the errors of the broken tarball', async () => {
  const [first = ''] = await publintMessages(broken);
  assert.match(first, /missing\.js/);
  const { analysis } = await attw(broken);
  assert.ok(
    analysis.problems.some((/** @type {{ kind: string }} */ { kind }) => kind === 'FalseESM'),
    JSON.stringify(analysis.problems),
  );
});
