// @ts-check
// The WebAssembly that is inlined as text is the module that ships, byte for byte.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inlinedWasm, textOf } from '../../scripts/build/inlined-wasm.mjs';
import { watchCompiled } from '../support/compiled.js';
import { dist, root } from '../support/packed.js';

const require = createRequire(import.meta.url);
const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-inlined-'));
after(() => rm(folder, { recursive: true }));

for (const [file, module] of [
  ['index.js', 'pkg/houcaller_coupons_bg.wasm'],
  ['index.cjs', 'pkg/houcaller_coupons_bg.wasm'],
  ['gateway-client.js', 'pkg/without-cipher/houcaller_coupons_bg.wasm'],
  ['gateway-client.cjs', 'pkg/without-cipher/houcaller_coupons_bg.wasm'],
]) {
  test(`${file} compiles the bytes of ${module}`, async (t) => {
    const { init } = file.endsWith('.cjs') ? require(join(dist, file)) : await import(pathToFileURL(join(dist, file)).href);
    const compiled = watchCompiled(t, await readFile(join(root, module)));
    await init();
    assert.equal(compiled(), 1);
  });
}

for (const [what, bytes] of /** @type {[string, Buffer][]} */ ([
  ['no bytes', Buffer.alloc(0)],
  ['one byte', Buffer.of(0x5c)],
  ['every byte once', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['bytes that are all equal', Buffer.alloc(1_000, 0xff)],
  ['random bytes', randomBytes(50_000)],
])) {
  test(`${what} are read as they were written, in printable ASCII without quotation marks`, async () => {
    assert.match(textOf(bytes), /^[#-~]*$/);
    await mkdir(join(folder, 'js', 'load'), { recursive: true });
    await mkdir(join(folder, 'pkg'), { recursive: true });
    await copyFile(join(root, 'js', 'load', 'inlined.ts'), join(folder, 'js', 'load', 'inlined.ts'));
    await writeFile(join(folder, 'pkg', 'houcaller_coupons_bg.wasm'), bytes);
    const { outputFiles } = await build({
      entryPoints: [join(folder, 'js', 'load', 'inlined.ts')],
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
      plugins: [inlinedWasm()],
    });
    const { inlined } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
    assert.deepEqual(Buffer.from(inlined()), bytes);
  });
}
