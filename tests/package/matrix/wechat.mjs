// @ts-check
// Packs and compiles the sample with WeChat's command line tools as for an upload, checks its size, and runs it.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { say } from '../../../scripts/say.mjs';
import { LARGEST_CODE_PACKAGE } from '../../support/mini-program/code-package.js';
import { runs } from '../../support/command.mjs';
import { checkInHost } from './mini-programs/checks.mjs';
import { configureSandbox, withSandbox } from './mini-programs/sandbox.mjs';
import { native } from './mini-programs/screens.mjs';

const SAMPLE = join(root, 'examples', 'mini-program');
const NAME = 'houcaller-coupons';

/** @type {import('./mini-programs/checks.mjs').Sample} */
const sample = { route: 'pages/coupons/coupons', screenOf: native, entry: `miniprogram_npm/${NAME}/index.js` };

/**
 * @param {string} folder of the matrix's project
 * @param {string} name
 * @param {object} setting replaces those of the sample
 * @param {import('./mini-programs/sandbox.mjs').Started} started
 * @returns {Promise<string>} the folder of the compiled code package
 */
async function compiled(folder, name, setting, started) {
  const [project, output] = [join(folder, name), join(folder, `${name}-compiled`)];
  await cp(SAMPLE, project, { recursive: true });
  await configureSandbox(join(project, 'app.js'), started);
  await mkdir(join(project, 'node_modules'), { recursive: true });
  await cp(join(folder, 'node_modules', NAME), join(project, 'node_modules', NAME), { recursive: true });
  const config = join(project, 'project.config.json');
  const given = JSON.parse(await readFile(config, 'utf8'));
  await writeFile(config, JSON.stringify({ ...given, setting: { ...given.setting, ...setting } }));
  await runs(process.execPath, ['compile.js', project, output], { folder });
  return output;
}

/** Checks the size as WeChat counts it: the sum of the uncompressed files. @param {string} codePackage */
async function checkSize(codePackage) {
  const entries = await readdir(codePackage, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  const sum = sizes.reduce((all, size) => all + size, 0);
  say(`  the code package with the sample: ${sum.toLocaleString('en')} bytes`);
  assert.ok(sum <= LARGEST_CODE_PACKAGE, `the code package has ${sum} bytes, expected at most ${LARGEST_CODE_PACKAGE}`);
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
  take: `\`${NAME}\`, which 构建 npm resolves to \`/mini-program\``,
  needs,
  slimNeeds: false,
  check: ({ folder }) =>
    withSandbox(async (started) => {
      const codePackage = await compiled(folder, name, setting, started);
      await check?.(codePackage);
      await checkInHost(codePackage, 'WeChat', sample, started);
    }),
});

/** Checks which compiler ran, by its helpers in the code package. @param {string} helpers */
const compiledBy = (helpers) => async (/** @type {string} */ codePackage) =>
  assert.ok((await readdir(codePackage)).includes(helpers), `expected ${helpers} in the code package`);

const TO_ES5 = { es6: true, enhance: true, minified: true };

/** @type {import('./row.mjs').Group[]} */
export const wechat = [
  {
    project: 'miniprogram-ci',
    rows: [
      row('as-it-is', {}, 'at most 80 KB with the sample', '构建 npm; the sample\'s `packOptions.ignore` and `"es6": false`', checkSize),
      row('es5', { ...TO_ES5, disableSWC: true }, 'to ES5 and minified', '构建 npm', compiledBy('@babel')),
      row('swc', { ...TO_ES5, disableSWC: false }, 'to ES5 by swc and minified', '构建 npm', compiledBy('@swc')),
    ],
  },
];
