// @ts-check
// WeChat's own tools without the window: the sample is packed and compiled as for an upload, weighed, and run.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { say } from '../../../scripts/say.mjs';
import { LARGEST_CODE_PACKAGE } from '../../support/mini-program/code-package.js';
import { runs } from '../../support/command.mjs';
import { checkInHost } from './mini-programs/checks.mjs';
import { askSandbox, withSandbox } from './mini-programs/sandbox.mjs';
import { native } from './mini-programs/screens.mjs';

const SAMPLE = join(root, 'examples', 'mini-program');
const NAME = 'houcaller-coupons';

/** @type {import('./mini-programs/checks.mjs').Sample} */
const sample = { route: 'pages/coupons/coupons', screenOf: native, entry: `miniprogram_npm/${NAME}/index.js` };

/**
 * @param {string} folder of the matrix's project
 * @param {string} name
 * @param {object} setting in place of the sample's
 * @param {import('./mini-programs/sandbox.mjs').Started} started
 * @returns {Promise<string>} the folder of the compiled code package
 */
async function compiled(folder, name, setting, started) {
  const [project, output] = [join(folder, name), join(folder, `${name}-compiled`)];
  await cp(SAMPLE, project, { recursive: true });
  await askSandbox(join(project, 'app.js'), started);
  await mkdir(join(project, 'node_modules'), { recursive: true });
  await cp(join(folder, 'node_modules', NAME), join(project, 'node_modules', NAME), { recursive: true });
  const config = join(project, 'project.config.json');
  const given = JSON.parse(await readFile(config, 'utf8'));
  await writeFile(config, JSON.stringify({ ...given, setting: { ...given.setting, ...setting } }));
  await runs(process.execPath, ['compile.js', project, output], { folder });
  return output;
}

/** As WeChat counts: the sum of the files, of which none is compressed. @param {string} codePackage */
async function weigh(codePackage) {
  const entries = await readdir(codePackage, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  const sum = sizes.reduce((all, size) => all + size, 0);
  say(`  the code package with the sample: ${sum.toLocaleString('en')} bytes`);
  assert.ok(sum <= LARGEST_CODE_PACKAGE, `the code package weighs ${sum} bytes, more than ${LARGEST_CODE_PACKAGE}`);
}

/**
 * @param {string} name
 * @param {object} setting
 * @param {string} where
 * @param {string} needs
 * @param {(codePackage: string) => Promise<void>} [check]
 * @returns {import('./row.mjs').Row}
 */
const row = (name, setting, where, needs, check) => ({
  where: `WeChat (miniprogram-ci), ${where}`,
  take: `\`${NAME}\`, which 构建 npm makes \`/mini-program\` of`,
  needs,
  slimNeeds: false,
  check: ({ folder }) =>
    withSandbox(async (started) => {
      const codePackage = await compiled(folder, name, setting, started);
      await check?.(codePackage);
      await checkInHost(codePackage, 'WeChat', sample, started);
    }),
});

/** By the helpers that it leaves in the code package. @param {string} helpers */
const compiledBy = (helpers) => async (/** @type {string} */ codePackage) =>
  assert.ok((await readdir(codePackage)).includes(helpers), `expected ${helpers} in the code package`);

const TO_ES5 = { es6: true, enhance: true, minified: true };

/** @type {import('./row.mjs').Group[]} */
export const wechat = [
  {
    project: 'miniprogram-ci',
    rows: [
      row('as-it-is', {}, 'at most 80 KB with the sample', '构建 npm; the sample\'s `packOptions.ignore` and `"es6": false`', weigh),
      row('es5', { ...TO_ES5, disableSWC: true }, 'to ES5 and minified', '构建 npm', compiledBy('@babel')),
      row('swc', { ...TO_ES5, disableSWC: false }, 'to ES5 by swc and minified', '构建 npm', compiledBy('@swc')),
    ],
  },
];
