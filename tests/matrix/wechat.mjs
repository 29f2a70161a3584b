// @ts-check
// WeChat's own tools without the window: the sample is packed and compiled as for an upload, weighed, and run.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/run.mjs';
import { LARGEST_CODE_PACKAGE } from '../mini-program/code-package.js';
import { runs } from './command.mjs';

const SAMPLE = join(root, 'examples', 'mini-program');
const NAME = 'houcaller-coupons';

/** What needs the plain `.wasm`, which the sample does not ship, is tried without the compiler. */
const TESTS = ['faults', 'gateway', 'sample', 'utf8'].map((name) => `tests/mini-program/${name}.test.js`);

/**
 * @param {string} folder of the matrix's project
 * @param {string} name
 * @param {object} setting in place of the sample's
 * @returns {Promise<string>} the folder of the compiled code package
 */
async function compiled(folder, name, setting) {
  const [project, output] = [join(folder, name), join(folder, `${name}-compiled`)];
  await cp(SAMPLE, project, { recursive: true });
  await mkdir(join(project, 'node_modules'), { recursive: true });
  await cp(join(folder, 'node_modules', NAME), join(project, 'node_modules', NAME), { recursive: true });
  const config = join(project, 'project.config.json');
  const given = JSON.parse(await readFile(config, 'utf8'));
  await writeFile(config, JSON.stringify({ ...given, setting: { ...given.setting, ...setting } }));
  await runs(process.execPath, ['compile.js', project, output], { folder });
  return output;
}

/** @param {string} codePackage */
async function run(codePackage) {
  await runs(process.execPath, ['--test', ...TESTS], { folder: root, variables: { CODE_PACKAGE: codePackage } });
}

/** As WeChat counts: the sum of the files, of which none is compressed. @param {string} codePackage */
async function weigh(codePackage) {
  const entries = await readdir(codePackage, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const wasm = files.map(({ name }) => name).filter((name) => name.includes('.wasm'));
  assert.deepEqual(wasm, ['houcaller_coupons_bg.wasm.br'], 'the WebAssembly that is shipped');
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  const sum = sizes.reduce((all, size) => all + size, 0);
  assert.ok(sum <= LARGEST_CODE_PACKAGE, `the code package weighs ${sum} bytes, more than ${LARGEST_CODE_PACKAGE}`);
}

/** @type {import('./row.mjs').Group[]} */
export const wechat = [
  {
    project: 'miniprogram-ci',
    rows: [
      {
        where: 'WeChat (miniprogram-ci), `houcaller-coupons`, at most 80 KB with the sample',
        needs: "构建 npm; the sample's `packOptions.ignore` and `\"es6\": false`",
        slimNeeds: false,
        async check({ folder }) {
          const codePackage = await compiled(folder, 'as-it-is', {});
          await weigh(codePackage);
          await run(codePackage);
        },
      },
      {
        where: 'WeChat (miniprogram-ci), `houcaller-coupons`, to ES5 and minified',
        needs: '构建 npm',
        slimNeeds: false,
        check: async ({ folder }) => run(await compiled(folder, 'es5', { es6: true, enhance: true, minified: true })),
      },
      {
        where: 'WeChat (miniprogram-ci), `houcaller-coupons`, to ES5 by swc and minified',
        needs: '构建 npm',
        slimNeeds: false,
        check: async ({ folder }) => run(await compiled(folder, 'swc', { es6: true, enhance: true, minified: true, disableSWC: false })),
      },
    ],
  },
];
