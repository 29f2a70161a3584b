// @ts-check
// The crate without the npm package: the output of `wasm-pack build --target web` is a complete client with the same errors and
// with types.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import ts from 'typescript';
import { createSandbox, SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { environment } from '../../scripts/run.mjs';
import { launchChromium } from '../support/chromium.js';
import { published } from '../support/faults/check.js';
import { compiled } from './compiler.js';
import { exec, root } from '../support/packed.js';

const BASE_URL = '/htest/openapi/v1';

// Computed by the JDK for the key 12345678.
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm' };

// The page loads only pkg/.
const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>wasm-pack alone</title>
<script type="module">
  import init, { CouponClient, CouponError, encryptParam, listCoupons } from '/pkg/houcaller_coupons.js';
  const described = (error) => ({ ours: error instanceof CouponError, native: error instanceof Error, name: error.name, json: JSON.parse(JSON.stringify(error)) });
  const rejected = (promise) => promise.then(() => 'resolved', described);
  const thrown = (make) => { try { return make(); } catch (error) { return described(error); } };
  await init();
  const config = ${JSON.stringify({ baseUrl: BASE_URL, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY }, dangerouslyAllowBrowser: true })};
  const query = { memberId: 'K1H93QDKI00B7' };
  globalThis.outcome = {
    param: encryptParam(query, { key: '12345678' }),
    coupons: await listCoupons(query, config),
    ofClient: (await new CouponClient(config).listCoupons(query)).length,
    input: await rejected(listCoupons({}, config)),
    api: await rejected(listCoupons(query, { ...config, channel: 'nobody' })),
    config: thrown(() => encryptParam(query, { key: 'short' })),
  };
</script>
`;

const USER = `
  import init, { CouponClient, CouponError, decryptParam, encryptParam, identifyCipher, listCoupons } from './pkg/houcaller_coupons.js';
  import type { Cipher, Config, Coupon, CouponErrorKind, CouponErrorRecord } from './pkg/houcaller_coupons.js';
  const config: Config = { baseUrl: '/v1', channel: 'c', cipher: { key: '12345678', output: 'hex' } };
  export async function use(signal: AbortSignal): Promise<number> {
    await init();
    const param: string = encryptParam({ memberId: 'a' }, { key: '12345678' });
    const text: string = decryptParam(param, { key: '12345678' });
    const ciphers: Cipher[] = identifyCipher('12345678', [{ plaintext: text, param }]);
    const coupons: Coupon[] = await listCoupons({ memberId: 'a' }, config, { signal });
    const more: Coupon[] = await new CouponClient(config).listCoupons({ platformId: 'a' });
    const status: number = coupons[0]?.status ?? 0;
    return status + more.length + ciphers.length;
  }
  export const kind = (error: unknown): CouponErrorKind | undefined => (error instanceof CouponError ? error.kind : undefined);
  export const record = (error: CouponError): CouponErrorRecord => error.toJSON();
  // @ts-expect-error a param is a string
  export const wrong: number = encryptParam({}, { key: '12345678' });
  // @ts-expect-error a param is made of an object, a string or bytes
  encryptParam(1, { key: '12345678' });
  // @ts-expect-error a key is needed
  encryptParam({}, {});
  // @ts-expect-error a query is an object
  void listCoupons('K1H93QDKI00B7', config);
  // @ts-expect-error coupons are no strings
  export const list = (): Promise<string[]> => listCoupons({ memberId: 'a' }, config);
`;

/** @type {string} */
let folder;
/** @type {Record<string, any>} */
let outcome;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-alone-'));
  const args = ['build', '--target', 'web', '--mode', 'no-install', '--out-dir', join(folder, 'pkg')];
  await exec('wasm-pack', args, { cwd: root, env: environment() });
  outcome = await visited();
});
after(() => rm(folder, { recursive: true, force: true }));

/** Opens the page, with the sandbox on the same origin, and returns its results. */
async function visited() {
  const sandbox = getRequestListener(createSandbox().app.fetch, { overrideGlobalObjects: false });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.invalid');
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
    } else if (pathname.startsWith('/pkg/')) {
      const bytes = await readFile(join(folder, pathname)).catch(() => undefined);
      response.statusCode = bytes ? 200 : 404;
      response.setHeader('content-type', TYPES[extname(pathname)] ?? 'application/octet-stream').end(bytes);
    } else {
      await sandbox(request, response);
    }
  });
  // Before the server, which would keep this process running if there is no browser.
  const browser = await launchChromium();
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await page.goto(`http://127.0.0.1:${port}/`);
    const handle = await Promise.race([page.waitForFunction('globalThis.outcome', undefined, { timeout: 20_000 }), failed]);
    return await /** @type {import('playwright-core').JSHandle} */ (handle).jsonValue();
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

test('a page that loads only the crate encrypts as Java does', () => {
  assert.equal(outcome.param, DIGITS);
});

test('it lists the coupons of the sandbox', () => {
  assert.equal(outcome.coupons.length, 8);
  assert.deepEqual(outcome.coupons, published);
  assert.equal(outcome.ofClient, 8);
});

test('all its errors are instances of the exported class', () => {
  const { input, api, config } = outcome;
  for (const { ours, native, name } of [input, api, config]) assert.deepEqual({ ours, native, name }, { ours: true, native: true, name: 'CouponError' });
  const rest = { name: 'CouponError', retryable: false };
  const found = 'found neither (empty or white space counts as absent)';
  assert.deepEqual(input.json, { ...rest, kind: 'input', message: `query: expected memberId, platformId or both, ${found}`, attempts: 0 });
  assert.deepEqual(api.json, { ...rest, kind: 'api', message: '渠道不存在', code: 1004, status: 200, attempts: 1 });
  assert.deepEqual(config.json, { ...rest, kind: 'config', message: 'cipher.key: expected at least 8 bytes, found 5 bytes', attempts: 0 });
});

test('its declarations have exact types', async () => {
  await writeFile(join(folder, 'user.ts'), USER);
  const options = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] };
  assert.equal(compiled(folder, 'user.ts', options), '');
  const declarations = await readFile(join(folder, 'pkg', 'houcaller_coupons.d.ts'), 'utf8');
  assert.match(declarations, /^export function encryptParam\(param: object \| string \| Uint8Array, cipher: Cipher\): string;$/m);
  assert.match(declarations, /^export function listCoupons\(query: MemberQuery, config: Config, options\?: RequestOptions\): Promise<Coupon\[\]>;$/m);
});
