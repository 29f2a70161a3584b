// @ts-check
// What a user gets: the tarball, installed into a project of their own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import esbuild from 'esbuild';
import * as vite from 'vite';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { startSandbox } from '../../sandbox/server.js';

const exec = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** @type {string} */
let project;
/** @type {string[]} */
let packed;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
  // What was built is what is packed: building is a step of its own.
  const { stdout } = await exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], { cwd: root });
  const [tarball] = JSON.parse(stdout);
  packed = tarball.files.map((/** @type {{ path: string }} */ file) => file.path).sort();
  await writeFile(join(project, 'package.json'), '{ "name": "scratch", "private": true, "type": "module" }');
  await exec('npm', ['install', '--offline', '--no-audit', '--no-fund', join(project, tarball.filename)], { cwd: project });
  sandbox = await startSandbox();
});

after(async () => {
  await sandbox?.close();
  await rm(project, { recursive: true, force: true });
});

/**
 * Runs a module inside the scratch project.
 *
 * @param {string} source
 */
async function runs(source) {
  const file = join(project, 'main.mjs');
  await writeFile(file, source);
  const { stdout } = await exec(process.execPath, [file], { cwd: project });
  return JSON.parse(stdout);
}

/** @param {string} entry */
async function withEsbuild(entry) {
  const outfile = join(project, 'with-esbuild.mjs');
  await esbuild.build({ entryPoints: [entry], bundle: true, format: 'esm', outfile });
  return outfile;
}

/** @param {string} entry */
async function withVite(entry) {
  const outDir = join(project, 'with-vite');
  const lib = { entry, formats: /** @type {['es']} */ (['es']), fileName: 'bundle' };
  await vite.build({ root: project, logLevel: 'warn', build: { lib, outDir } });
  return join(outDir, 'bundle.js');
}

const CONFIG = () => ({ baseUrl: `${sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } });

test('holds the wasm, the entries, their types, README and licence, and nothing else', () => {
  assert.deepEqual(packed, [
    'LICENSE',
    'README.md',
    'dist/api.d.ts',
    'dist/coupon-error.d.ts',
    'dist/coupon-status.d.ts',
    'dist/houcaller_coupons_bg.wasm',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/module.d.ts',
    'dist/slim.d.ts',
    'dist/slim.js',
    'dist/types.d.ts',
    'package.json',
  ]);
});

test('the default entry lists coupons with nothing set up', async () => {
  const names = await runs(`
    import { listCoupons } from 'houcaller-coupons';
    const coupons = await listCoupons({ memberId: 'K1H93QDKI00B7' }, ${JSON.stringify(CONFIG())});
    console.log(JSON.stringify(coupons.map((coupon) => coupon.cpnCode)));
  `);
  assert.deepEqual(names, [
    '7270000006699',
    '7270200006680',
    '7270300006672',
    '6838000000065',
    '7280500008017',
    '7290100000229',
    '6838900000073',
    '7280700008022',
  ]);
});

test('the slim entry takes the wasm from the file that comes along', async () => {
  const digits = await runs(`
    import { readFile } from 'node:fs/promises';
    import { fileURLToPath } from 'node:url';
    import init, { encryptParam } from 'houcaller-coupons/slim';
    await init(await readFile(fileURLToPath(import.meta.resolve('houcaller-coupons/houcaller_coupons_bg.wasm'))));
    console.log(JSON.stringify(encryptParam({ memberId: 'K1H93QDKI00B7' }, { key: '12345678' })));
  `);
  assert.equal(digits, '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227');
});

test('before init a synchronous call is an error of ours, and a failed init can be repeated', async () => {
  const told = await runs(`
    import init, { CouponClient, CouponError, encryptParam } from 'houcaller-coupons';
    const told = [];
    const tell = (error) => told.push([error instanceof CouponError, error.kind, error.message]);
    try { encryptParam({}, { key: '12345678' }); } catch (error) { tell(error); }
    try { new CouponClient({}); } catch (error) { tell(error); }
    await init(new Uint8Array([1, 2, 3])).catch(tell);
    await init();
    told.push(encryptParam({}, { key: '12345678' }).length);
    console.log(JSON.stringify(told));
  `);
  const early = [true, 'config', 'init: expected to have been awaited before this call, found it was not'];
  assert.deepEqual(told.slice(0, 2), [early, early]);
  assert.deepEqual(told[2].slice(0, 2), [true, 'config']);
  assert.equal(told[3], 16);
});

for (const [name, bundle] of /** @type {const} */ ([
  ['esbuild', withEsbuild],
  ['Vite', withVite],
])) {
  test(`what ${name} keeps of it brings its WebAssembly along`, async () => {
    const entry = join(project, 'entry.js');
    await writeFile(entry, "import { listCoupons } from 'houcaller-coupons'; globalThis.list = listCoupons;");
    const bundled = await bundle(entry);
    const count = await runs(`
      import ${JSON.stringify(bundled)};
      console.log((await list({ memberId: 'K1H93QDKI00B7' }, ${JSON.stringify(CONFIG())})).length);
    `);
    assert.equal(count, 8);
  });
}

for (const resolution of ['nodenext', 'bundler']) {
  test(`the types hold for a user who compiles with ${resolution} resolution`, async () => {
    await writeFile(
      join(project, 'user.ts'),
      `import init, { CouponClient, CouponError, CouponStatus, buildEnvelope, encryptParam, listCoupons } from 'houcaller-coupons';
       import type { Coupon, CouponErrorKind, DirectConfig, Envelope } from 'houcaller-coupons';
       import slim from 'houcaller-coupons/slim';
       const config: DirectConfig = { baseUrl: '/v1', channel: 'c', cipher: { key: '12345678' } };
       export async function use(signal: AbortSignal): Promise<string> {
         await init();
         await slim();
         const envelope: Envelope = buildEnvelope({ memberId: 'a' }, config);
         const coupons: Coupon[] = await listCoupons({ memberId: 'a' }, config, { signal });
         const usable = (await new CouponClient(config).listCoupons({ platformId: 'a' })).filter((it) => it.status === CouponStatus.Unused);
         return envelope.param + encryptParam('{}', config.cipher) + coupons.length + usable[0]?.id;
       }
       export const kind = (error: unknown): CouponErrorKind | undefined => (error instanceof CouponError ? error.kind : undefined);
       // @ts-expect-error a key is needed
       encryptParam({}, {});
       // @ts-expect-error a query is an object
       void listCoupons('K1H93QDKI00B7', config);
      `,
    );
    const compilerOptions = {
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      target: 'es2022',
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['user.ts'] }));
    const compiler = exec(join(root, 'node_modules', '.bin', 'tsc'), { cwd: project });
    assert.equal(await compiler.then(() => '', (error) => error.stdout), '');
  });
}
