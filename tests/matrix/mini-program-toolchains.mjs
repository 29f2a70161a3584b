// @ts-check
// The samples for uni-app and Taro, built for each host by the frameworks' own command, and what was built, run.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SANDBOX_KEY } from '../../sandbox/app.js';
import { runs } from './command.mjs';
import { checkInHost, checkInPage, withSandbox } from './mini-programs/checks.mjs';
import { taro, uniApp } from './mini-programs/screens.mjs';

const KEY = '12345678';
const PROBE = "import './probe';\n";

/**
 * @typedef {object} Toolchain
 * @property {string} main the module that the framework starts with
 * @property {string} route of the sample's page
 * @property {import('./mini-programs/screens.mjs').ScreenOf} screenOf
 *
 * @typedef {object} Target
 * @property {string} where
 * @property {string} needs
 * @property {string[]} command
 * @property {string} output
 * @property {import('./mini-programs/host.mjs').Host} [host] default: a page in Chromium
 */

/**
 * @param {Toolchain} toolchain
 * @param {Target} target
 * @returns {import('./row.mjs').Row}
 */
const row = (toolchain, { where, needs, command, output, host }) => ({
  where,
  needs,
  slimNeeds: false,
  check: ({ folder, browser }) =>
    withSandbox(async (started) => {
      await prepare(folder, toolchain.main, started.sandbox.url);
      await runs('npx', command, { folder, variables: { NODE_ENV: 'production' } });
      const built = join(folder, output);
      await (host ? checkInHost(built, host, toolchain, started) : checkInPage(built, browser, started));
    }),
});

/**
 * The sample asks the sandbox of this check, and hands over what it imports.
 *
 * @param {string} folder
 * @param {string} main
 * @param {string} sandboxUrl
 */
async function prepare(folder, main, sandboxUrl) {
  await edit(join(folder, main), (text) => PROBE + text.replace(PROBE, ''));
  await edit(join(folder, 'src', 'crm.js'), (text) => {
    const changed = text.replace(/http:\/\/127\.0\.0\.1:\d+/, sandboxUrl).replace(SANDBOX_KEY, KEY);
    if (changed.includes(sandboxUrl) && changed.includes(KEY)) return changed;
    throw new Error('src/crm.js: expected the address and the key of the sandbox, found others');
  });
}

/**
 * @param {string} file
 * @param {(text: string) => string} change
 */
const edit = async (file, change) => writeFile(file, change(await readFile(file, 'utf8')));

const WASM = 'houcaller_coupons_bg.wasm.br';

/** @type {Toolchain} */
const uni = { main: 'src/main.js', route: 'pages/coupons/coupons', screenOf: uniApp };
/** @type {Toolchain} */
const react = { main: 'src/app.js', route: 'pages/coupons/index', screenOf: taro };

/** @type {import('./row.mjs').Group[]} */
export const toolchains = [
  {
    project: 'uni-app',
    layers: ['probe', 'examples/uni-app'],
    rows: [
      {
        where: 'uni-app, mp-weixin: `/mini-program`',
        needs: `\`${WASM}\` in \`src/static/mp-weixin/\`, its path to \`init\``,
        command: ['uni', 'build', '-p', 'mp-weixin'],
        output: 'dist/build/mp-weixin',
        host: /** @type {const} */ ('WeChat'),
      },
      {
        where: 'uni-app, mp-alipay: `/mini-program/no-wasm`',
        needs: 'the import in `// #ifdef MP-ALIPAY`',
        command: ['uni', 'build', '-p', 'mp-alipay'],
        output: 'dist/build/mp-alipay',
        host: /** @type {const} */ ('Alipay'),
      },
      { where: 'uni-app, H5: the main entry', needs: 'the import in `// #ifdef H5`', command: ['uni', 'build'], output: 'dist/build/h5' },
    ].map((target) => row(uni, target)),
  },
  {
    project: 'taro-4',
    layers: ['probe', 'examples/taro'],
    rows: [
      {
        where: 'Taro 4, weapp (webpack 5): `/mini-program`',
        needs: `\`${WASM}\` by \`copy\` in config/index.js, its path to \`init\``,
        command: ['taro', 'build', '--type', 'weapp'],
        output: 'dist/weapp',
        host: /** @type {const} */ ('WeChat'),
      },
      {
        where: 'Taro 4, alipay (webpack 5): `/mini-program/no-wasm`',
        needs: 'the import in `coupons.alipay.js`',
        command: ['taro', 'build', '--type', 'alipay'],
        output: 'dist/alipay',
        host: /** @type {const} */ ('Alipay'),
      },
      { where: 'Taro 4, H5 (webpack 5): the main entry', needs: 'the import in `coupons.h5.js`', command: ['taro', 'build', '--type', 'h5'], output: 'dist/h5' },
    ].map((target) => row(react, target)),
  },
];
