// @ts-check
// Builds the desk as a static site whose service worker contains the sandbox: npm run build:demo
import { join } from 'node:path';
import { build } from './build.mjs';
import { isBuilt } from './build/sources.mjs';
import { isMain } from './is-main.mjs';
import { root } from './run.mjs';
import { main, say, step } from './say.mjs';

const www = join(root, 'www');
const demo = join(www, 'demo');

/**
 * @param {string} outDir
 */
export async function buildDemo(outDir) {
  delete process.env.NODE_ENV;
  const [vite, esbuild] = await Promise.all([import('vite'), import('esbuild')]);
  // Relative addresses, so that the site works at any path.
  await vite.build({ root: www, mode: 'demo', base: './', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  await esbuild.build({
    entryPoints: [join(demo, 'sandbox-worker.js')],
    outfile: join(outDir, 'sandbox-worker.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    plugins: [inAWorker],
  });
}

/** Replaces the Node modules that the sandbox uses. */
const inAWorker = /** @type {import('esbuild').Plugin} */ ({
  name: 'in-a-worker',
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, () => ({ path: join(demo, 'node-modules.js') }));
    onResolve({ filter: /^\.\/decrypt\.js$/ }, () => ({ path: join(demo, 'decrypt.js') }));
    onResolve({ filter: /^\.\/published\.js$/ }, () => ({ path: join(demo, 'published.js') }));
  },
});

if (isMain(import.meta.url)) {
  await main(async () => {
    // Otherwise what the demonstration contains would not be what was tested.
    if (!isBuilt()) await build();
    const outDir = join(www, 'dist-demo');
    await step('building the demonstration', () => buildDemo(outDir));
    say(`\nThe site is www/dist-demo. Any https server for static files can serve it.`);
  });
}
