// @ts-check
// Compiles a page against the package's declarations and those of each host.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openCodePackage } from '../../support/mini-program/harness.js';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const taro = fileURLToPath(new URL('taro.d.ts', import.meta.url));

/** @type {Awaited<ReturnType<typeof openCodePackage>>} */
let codePackage;
before(async () => (codePackage = await openCodePackage()));
after(() => codePackage.close());

/**
 * @typedef {object} Host
 * @property {string[]} types the packages that declare it
 * @property {string} request
 * @property {string} other another function of the host, which is not a request
 * @property {string} [imports]
 * @property {boolean} [skipLibCheck] set if the host's declarations have errors; otherwise the package's declarations are checked too
 */

/** @type {Record<string, Host>} */
const HOSTS = {
  WeChat: { types: ['miniprogram-api-typings'], request: 'wx.request', other: 'wx.setStorage' },
  'uni-app': { types: ['@dcloudio/types'], request: 'uni.request', other: 'uni.setStorageSync', skipLibCheck: true },
  Alipay: { types: ['@mini-types/alipay'], request: 'my.request', other: 'my.setStorage', skipLibCheck: true },
  Taro: { types: [], request: 'Taro.request', other: 'Taro.setStorageSync', imports: "import Taro from '@tarojs/taro';", skipLibCheck: true },
};

/** @param {Host} host */
const page = ({ request, other, imports = '' }) => `
  import init, { AbortController, CouponClient, requestFetch, type Coupon, type HostRequest } from 'houcaller-coupons';
  ${imports}

  export const known: HostRequest = ${request};
  // The parameters of a method are checked less strictly in an assignment than in a call.
  export const called: HostRequest = (options) => ${request}(options);
  const leaving = new AbortController();
  const config = { baseUrl: 'https://example.com', channel: 'c', cipher: { key: 'k' }, fetch: requestFetch(${request}) };

  export async function list(): Promise<Coupon[]> {
    await init('/static/houcaller_coupons_bg.wasm.br');
    return new CouponClient(config).listCoupons({ memberId: 'm' }, { signal: leaving.signal });
  }

  // @ts-expect-error not a path
  init(new Uint8Array(8));
  // @ts-expect-error not a request
  requestFetch(${other});
  // @ts-expect-error not a signal
  new CouponClient(config).listCoupons({ memberId: 'm' }, { signal: leaving });
`;

for (const [name, host] of Object.entries(HOSTS)) {
  test(`a page compiles with the request of ${name} and the entry's AbortController, without the DOM's declarations`, async () => {
    const compilerOptions = {
      target: 'es2017',
      module: 'commonjs',
      moduleResolution: 'node10',
      lib: ['es2018'],
      strict: true,
      noEmit: true,
      skipLibCheck: host.skipLibCheck ?? false,
      typeRoots: [modules],
      types: host.types,
      paths: { 'houcaller-coupons': ['./miniprogram_npm/houcaller-coupons'], '@tarojs/taro': [taro] },
    };
    await writeFile(join(codePackage.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.ts'] }));
    await writeFile(join(codePackage.folder, 'page.ts'), page(host));
    const tsc = join(modules, 'typescript', 'bin', 'tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '--project', codePackage.folder]).catch((error) => error);
    assert.equal(stdout, '');
  });
}
