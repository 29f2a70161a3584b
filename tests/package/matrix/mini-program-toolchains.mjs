// @ts-check
// Builds the samples for uni-app and Taro with the frameworks' own commands for each host, and runs the result.
import { join } from 'node:path';
import { runs } from '../../support/command.mjs';
import { checkInHost, checkInPage } from './mini-programs/checks.mjs';
import { configureSandbox, edit, withSandbox } from './mini-programs/sandbox.mjs';
import { taro, uniApp } from './mini-programs/screens.mjs';

const PROBE = "import './probe';\n";

const WASM = 'houcaller_coupons_bg.wasm.br';

/**
 * @typedef {import('./mini-programs/checks.mjs').Sample & { main: string }} Toolchain `main`: the first module of the application
 *
 * @typedef {object} Target
 * @property {string} where
 * @property {string} [take] as in `Row`
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
const row = (toolchain, { where, take, needs, command, output, host }) => ({
  where,
  take,
  needs,
  slimNeeds: false,
  check: ({ folder, browser }) =>
    withSandbox(async (started) => {
      await edit(join(folder, toolchain.main), (text) => PROBE + text.replace(PROBE, ''));
      await configureSandbox(join(folder, 'src', 'crm.js'), started);
      await runs('npx', command, { folder, variables: { NODE_ENV: 'production' } });
      const built = join(folder, output);
      await (host ? checkInHost(built, host, toolchain, started) : checkInPage(built, browser, started));
    }),
});

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
        where: 'uni-app, mp-weixin',
        take: '`/mini-program`',
        needs: `\`${WASM}\` in \`src/static/mp-weixin/\`, its path to \`init\``,
        command: ['uni', 'build', '-p', 'mp-weixin'],
        output: 'dist/build/mp-weixin',
        host: /** @type {const} */ ('WeChat'),
      },
      {
        where: 'uni-app, mp-alipay',
        take: '`/mini-program/no-wasm`',
        needs: 'the import in `// #ifdef MP-ALIPAY`',
        command: ['uni', 'build', '-p', 'mp-alipay'],
        output: 'dist/build/mp-alipay',
        host: /** @type {const} */ ('Alipay'),
      },
      { where: 'uni-app, H5', needs: 'the import in `// #ifdef H5`', command: ['uni', 'build'], output: 'dist/build/h5' },
    ].map((target) => row(uni, target)),
  },
  {
    project: 'taro-4',
    layers: ['probe', 'examples/taro'],
    rows: [
      {
        where: 'Taro 4, weapp (webpack 5)',
        take: '`/mini-program`',
        needs: `\`${WASM}\` by \`copy\` in config/index.js, its path to \`init\``,
        command: ['taro', 'build', '--type', 'weapp'],
        output: 'dist/weapp',
        host: /** @type {const} */ ('WeChat'),
      },
      {
        where: 'Taro 4, alipay (webpack 5)',
        take: '`/mini-program/no-wasm`',
        needs: 'the import in `coupons.alipay.js`',
        command: ['taro', 'build', '--type', 'alipay'],
        output: 'dist/alipay',
        host: /** @type {const} */ ('Alipay'),
      },
      { where: 'Taro 4, H5 (webpack 5)', needs: 'the import in `coupons.h5.js`', command: ['taro', 'build', '--type', 'h5'], output: 'dist/h5' },
    ].map((target) => row(react, target)),
  },
];
