// @ts-check
// Bundles the code that the hosts run, and the pages whose start is measured, with esbuild.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../scripts/run.mjs';
import { sum, sizeOf } from '../scripts/size.mjs';
import { PACKAGE as BEFORE, builtBefore } from './before.mjs';

const BENCH = join(root, 'bench');
/** Inside the repository, so that imports of the package and its devDependencies resolve; ignored by git. */
const BUILT = join(root, 'target', 'bench');
const WASM = 'houcaller_coupons_bg.wasm';

/** @type {import('esbuild').BuildOptions} */
const COMMON = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' };

/** Bundles the benchmark for Node. Packages stay external, so that Node picks their entries. */
export async function bundleForNode() {
  const outfile = join(BUILT, 'node.mjs');
  const before = join(await builtBefore(), 'node.js');
  await build({
    ...COMMON,
    entryPoints: [join(BENCH, 'inside', 'node.mjs')],
    outfile,
    platform: 'node',
    packages: 'external',
    alias: { [BEFORE]: before },
    external: [before],
  });
  return outfile;
}

/** Bundles the benchmark for a page. Returns the folder of `contest.html`. */
export async function bundleForPage() {
  const folder = join(BUILT, 'page');
  await build({
    ...COMMON,
    entryPoints: [join(BENCH, 'inside', 'page.mjs')],
    outfile: join(folder, 'contest.js'),
    platform: 'browser',
    minify: true,
    alias: { [BEFORE]: join(await builtBefore(), 'index.js') },
    // mitata imports it in Bun only.
    external: ['bun:jsc'],
  });
  await writeFile(join(folder, 'contest.html'), '<!doctype html><meta charset="utf-8"><title>contest</title><script type="module" src="contest.js"></script>');
  return folder;
}

/**
 * @typedef {object} StartPage
 * @property {string} name
 * @property {string} path of its HTML, below `/start/`
 * @property {import('../scripts/size.mjs').Size} bytes of everything that the page loads except its HTML
 */

const START_PAGES = [
  { name: 'houcaller-coupons', id: 'ours', caller: 'ours.mjs' },
  { name: 'houcaller-coupons/slim', id: 'slim', caller: 'ours-slim.mjs', wasm: true },
  { name: 'houcaller-coupons/slim, its .wasm preloaded', id: 'slim-preloaded', caller: 'ours-slim.mjs', wasm: true, preload: true },
  { name: 'crypto-js + axios', id: 'crypto-js-axios', caller: 'crypto-js-axios.mjs' },
  { name: 'des.js + ofetch', id: 'des-js-ofetch', caller: 'des-js-ofetch.mjs' },
];

/**
 * Bundles pages that encrypt one param as soon as they can, and contain the code to list coupons.
 *
 * @returns {Promise<{ folder: string, pages: StartPage[] }>}
 */
export async function bundleStartPages() {
  const folder = join(BUILT, 'start');
  const wasm = await readFile(join(root, 'dist', WASM));
  const pages = [];
  for (const { name, id, caller, wasm: apart, preload } of START_PAGES) {
    const inside = join(folder, id);
    const contents = `
      import { open } from './contenders/call/${caller}';
      const { encrypt, listCoupons } = await open({ baseUrl: '/htest/openapi/v1', channel: 'hkl-test', key: '12345678' });
      const length = Number(new URLSearchParams(location.search).get('length'));
      const param = encrypt(JSON.stringify({ memberId: 'K'.repeat(length - 15) }));
      globalThis.started = { at: performance.now(), param };
      globalThis.listCoupons = listCoupons;`;
    const stdin = { contents, resolveDir: BENCH, sourcefile: `${id}.mjs` };
    await build({ ...COMMON, stdin, outfile: join(inside, 'start.js'), platform: 'browser', minify: true });
    if (apart) await cp(join(root, 'dist', WASM), join(inside, WASM));
    const hint = preload ? `<link rel="preload" as="fetch" crossorigin href="${WASM}">` : '';
    const html = `<!doctype html><meta charset="utf-8"><title>${id}</title><link rel="icon" href="data:,">${hint}<script type="module" src="start.js"></script>`;
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, 'index.html'), html);
    await compress(inside);
    const script = sizeOf(await readFile(join(inside, 'start.js')));
    pages.push({ name, path: `${id}/index.html`, bytes: apart ? sum(script, sizeOf(wasm)) : script });
  }
  return { folder, pages };
}

/**
 * Writes a compressed file beside each file, as web servers have them.
 *
 * @param {string} folder
 */
async function compress(folder) {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.br')) await writeFile(join(folder, `${name}.br`), brotliCompressSync(await readFile(join(folder, name))));
  }
}
