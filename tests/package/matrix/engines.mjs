// @ts-check
// The oldest available engines, and engines without a host such as a browser or Node.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { install, which } from '../../../scripts/programs.mjs';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { runs } from '../../support/command.mjs';

/**
 * @param {string} major
 * @returns {import('./row.mjs').Row['run']}
 */
const node = (major) => async (place) => JSON.parse(await runs(join(place.folder, `node_modules/node-${major}/bin/node`), ['on-node.cjs', place.crm], place));

/**
 * @param {(script: string, place: import('./row.mjs').Place) => Promise<string>} run returns the output of the shell
 * @returns {import('./row.mjs').Row['run']}
 */
const shell = (run) => async (place) => {
  await writeFile(join(place.folder, 'answer.json'), JSON.stringify(published));
  const script = join(place.folder, 'script.js');
  // ES2017, so that esbuild does not change the package's code. React Native's bundler has the same mainFields.
  await build({
    entryPoints: [join(place.folder, 'in-shell.cjs')],
    outfile: script,
    bundle: true,
    format: 'iife',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2017',
  });
  return JSON.parse(await run(script, place));
};

const hermes = shell(async (script, place) => {
  await runs(process.execPath, ['as-react-native.cjs', script], place);
  return runs(join(place.folder, 'node_modules/hermes-engine-cli/linux64-bin/hermes'), ['-w', script], place);
});

const quickjs = shell((script, place) => runs(process.execPath, ['quickjs.cjs', script], place));

const JSC = { name: 'JavaScriptCore', packages: ['libjavascriptcoregtk-4.0-bin'] };

const javaScriptCore = shell(async (script, place) => {
  if (!which(['jsc'])) await install(JSC);
  return runs('jsc', [script], place);
});

const NO_WASM_TOO = { slimNeeds: /** @type {const} */ (false), noWasm: true };
const FETCH = 'a `fetch` in the configuration';
const NO_CLOCK = `${FETCH}, and \`setTimeout\``;

/** @type {import('./row.mjs').Group[]} */
export const engines = [
  {
    project: 'engines',
    rows: [
      { where: 'V8 5.5 (Node 7.10, as Chromium 55)', run: node('7'), needs: FETCH, withoutWasm: true },
      { where: 'V8 5.8 (Node 8.0, as Chromium 58)', run: node('8'), needs: FETCH, ...NO_WASM_TOO },
      { where: 'V8 6.8 (Node 10.24, as Chromium 68)', run: node('10'), needs: FETCH, ...NO_WASM_TOO },
      { where: 'JavaScriptCore (WebKitGTK), shell', run: javaScriptCore, needs: FETCH, ...NO_WASM_TOO },
      { where: 'QuickJS of 2020 (quickjs-emscripten 0.5)', run: quickjs, needs: NO_CLOCK, withoutWasm: true },
      { where: 'Hermes 0.12, shell', run: hermes, needs: `React Native's Babel preset (0.73), as for any package; ${NO_CLOCK}`, withoutWasm: true },
    ],
  },
];
