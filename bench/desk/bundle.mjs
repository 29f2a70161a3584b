// @ts-check
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BENCH, BUILT, COMMON } from '../bundles.mjs';

/** Bundles the page with Vant's list. Returns the folder of its `index.html`. */
export async function bundleVant() {
  const folder = join(BUILT, 'vant');
  await mkdir(folder, { recursive: true });
  const define = {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  };
  await build({ ...COMMON, entryPoints: [join(BENCH, 'desk', 'vant.mjs')], outfile: join(folder, 'page.js'), platform: 'browser', minify: true, define });
  const head = '<meta charset="utf-8"><title>Vant</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="page.css">';
  await writeFile(join(folder, 'index.html'), `<!doctype html>${head}<div id="page"></div><script type="module" src="page.js"></script>`);
  return folder;
}
