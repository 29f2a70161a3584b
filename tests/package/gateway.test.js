// @ts-check
// The gateway's entry in the installed package: it needs only the package, shares its client, and has no side effects when loaded.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'acorn';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { startSandbox } from '../../sandbox/server.js';
import { dist, exec, installed } from '../support/packed.js';

const CODES = published.data.list.map(({ cpnCode }) => cpnCode);

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
before(async () => {
  [project, sandbox] = await Promise.all([installed(), startSandbox()]);
});
after(async () => {
  await sandbox?.close();
  await project?.remove();
});

/** @param {string} file */
const read = (file) => readFile(join(dist, file), 'utf8');

for (const [file, load] of [
  ['main.mjs', "import { createGateway } from 'houcaller-coupons/gateway'; import { CouponClient, CouponError } from 'houcaller-coupons';"],
  ['main.cjs', "const { createGateway } = require('houcaller-coupons/gateway'); const { CouponClient, CouponError } = require('houcaller-coupons');"],
]) {
  test(`${file}: the package's client lists the CRM's coupons through the gateway`, async () => {
    const options = { baseUrl: `${sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
    const result = await project.runs(
      file ?? '',
      `${load}
       let error;
       try { createGateway(${JSON.stringify(options)}); } catch (thrown) { error = thrown; }
       const gateway = createGateway({ ...${JSON.stringify(options)}, authorize: (request, query) => query, log() {} });
       const client = new CouponClient({ gatewayUrl: 'http://localhost/coupons', fetch: (url, init) => gateway(new Request(url, init)) });
       client.listCoupons({ memberId: 'K1H93QDKI00B7' }).then((coupons) => console.log(JSON.stringify({
         codes: coupons.map(({ cpnCode }) => cpnCode), own: error instanceof CouponError, kind: error.kind, message: error.message,
       })));`,
    );
    assert.deepEqual(result, { codes: CODES, own: true, kind: 'config', message: 'authorize: expected a function, found none' });
  });
}

test('it imports only the client, by the name of the package', async () => {
  const tree = parse(await read('gateway.js'), { ecmaVersion: 2022, sourceType: 'module' });
  const sources = tree.body.flatMap((node) => ('source' in node && node.source ? [node.source.value] : []));
  assert.deepEqual([...new Set(sources)], ['houcaller-coupons']);
  for (const file of ['gateway.cjs', 'gateway.es2018.cjs']) {
    const required = [...(await read(file)).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
    assert.deepEqual([...new Set(required)], ['houcaller-coupons']);
    assert.deepEqual(
      required.filter((name) => builtinModules.includes(name)),
      [],
    );
  }
});

for (const file of ['gateway.js', 'gateway.cjs', 'gateway.es2018.cjs']) {
  test(`loading ${file} creates no global and starts nothing`, async () => {
    const program = `
      const state = () => [...process.eventNames(), ...Reflect.ownKeys(globalThis)].map(String);
      // A Worker may not create these outside of a request.
      for (const name of ['setTimeout', 'setInterval', 'AbortController']) globalThis[name] = function () { console.log(name); process.exit(1); };
      // Node adds the exports 'default', and from version 23 on 'module.exports', to a CommonJS module.
      const named = (all) => Object.keys(all).filter((name) => name !== 'default' && all[name] !== all.default);
      const before = state();
      import(process.argv[1]).then((all) => console.log(JSON.stringify([named(all), state().filter((name) => !before.includes(name))])));`;
    const { stdout, stderr } = await exec(process.execPath, ['--eval', program, join(dist, file)], { timeout: 30_000 });
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), [['Unavailable', 'createGateway'], []]);
  });
}

test('it evaluates no text as code', async () => {
  for (const file of ['gateway.js', 'gateway.cjs', 'gateway.es2018.cjs'])
    assert.doesNotMatch(await read(file), /\beval\(|\bnew Function\(|[^.\w]Function\(/, file);
});
