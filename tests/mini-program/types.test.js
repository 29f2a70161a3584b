// @ts-check
// The declarations, in a TypeScript project that has WeChat's.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openCodePackage } from './harness.js';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** @type {Awaited<ReturnType<typeof openCodePackage>>} */
let codePackage;
before(async () => (codePackage = await openCodePackage()));
after(() => codePackage.close());

const PAGE = `
  import init, { AbortController, CouponClient, requestFetch, type Coupon } from 'houcaller-coupons';

  const leaving = new AbortController();
  const config = { baseUrl: 'https://example.com', channel: 'c', cipher: { key: 'k' }, fetch: requestFetch(wx.request) };

  export async function list(): Promise<Coupon[]> {
    await init('/static/houcaller_coupons_bg.wasm.br');
    return new CouponClient(config).listCoupons({ memberId: 'm' }, { signal: leaving.signal });
  }

  // @ts-expect-error no path
  init(new Uint8Array(8));
  // @ts-expect-error no request
  requestFetch(wx.setStorage);
  // @ts-expect-error no signal
  new CouponClient(config).listCoupons({ memberId: 'm' }, { signal: leaving });
`;

test("a page takes WeChat's own request and the entry's own signal, and no browser is declared", async () => {
  const compilerOptions = {
    target: 'es2017',
    module: 'commonjs',
    moduleResolution: 'node10',
    lib: ['es2018'],
    strict: true,
    noEmit: true,
    typeRoots: [modules],
    types: ['miniprogram-api-typings'],
    paths: { 'houcaller-coupons': ['./miniprogram_npm/houcaller-coupons'] },
  };
  await writeFile(join(codePackage.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.ts'] }));
  await writeFile(join(codePackage.folder, 'page.ts'), PAGE);
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '--project', codePackage.folder]).catch((error) => error);
  assert.equal(stdout, '');
});
