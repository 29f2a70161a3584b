// @ts-check
// The types of the installed package, with each kind of module resolution of TypeScript.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { compiled } from './compiler.js';
import { installed } from '../support/packed.js';

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;

before(async () => {
  project = await installed();
});
after(() => project?.remove());

const IMPORTS = {
  import: `
    import init, { CouponClient, CouponError, CouponStatus, buildEnvelope, encryptParam, isCouponCode, listCoupons, usability } from 'houcaller-coupons';
    import slim, { decryptParam } from 'houcaller-coupons/slim';`,
  require: `
    import coupons = require('houcaller-coupons');
    import alsoSlim = require('houcaller-coupons/slim');
    const { default: init, CouponClient, CouponError, CouponStatus, buildEnvelope, encryptParam, isCouponCode, listCoupons, usability } = coupons;
    const { default: slim, decryptParam } = alsoSlim;
    type CouponError = coupons.CouponError;`,
};

/** @param {'import' | 'require'} how */
const user = (how) => `${IMPORTS[how]}
  import type { Coupon, CouponErrorKind, DirectConfig, Envelope, InitInput, MemberResult, Usability } from 'houcaller-coupons';
  const config: DirectConfig = { baseUrl: '/v1', channel: 'c', cipher: { key: '12345678' } };
  export async function use(signal: AbortSignal, source: InitInput): Promise<string> {
    await init();
    await slim(source);
    const envelope: Envelope = buildEnvelope({ memberId: 'a' }, config);
    const coupons: Coupon[] = await listCoupons({ memberId: 'a' }, config, { signal });
    const client = new CouponClient(config);
    const usable = (await client.listCoupons({ platformId: 'a' })).filter((it) => it.status === CouponStatus.Unused && isCouponCode(it.cpnCode));
    const judged: Usability[] = usable.map((it) => usability(it));
    return envelope.param + encryptParam('{}', config.cipher) + coupons.length + judged[0]?.changesAt?.toISOString() + decryptParam('', config.cipher);
  }
  export async function run(results: AsyncIterable<MemberResult>): Promise<CouponErrorKind | undefined> {
    for await (const { coupons, error } of results) {
      if (error) return error.kind;
      const list: Coupon[] = coupons;
      void list;
    }
    return undefined;
  }
  export const kind = (error: unknown): CouponErrorKind | undefined => (error instanceof CouponError ? error.kind : undefined);
  export const codeOf = (error: CouponError): number | undefined => error.code;
  // @ts-expect-error a key is needed
  encryptParam({}, {});
  // @ts-expect-error a query is an object
  void listCoupons('K1H93QDKI00B7', config);
`;

const WASM = `
  import compiled from 'houcaller-coupons/houcaller_coupons_bg.wasm';
  import init from 'houcaller-coupons/slim';
  export const ready = init(compiled);
`;

/** @param {string} load */
const server = (load) => `${load}
  import type { Authorize, Gateway, GatewayLogLine, GatewayOptions, RateLimiter } from 'houcaller-coupons/gateway';
  import type { Cipher } from 'houcaller-coupons';
  const cipher: Cipher = { key: '12345678' };
  const authorize: Authorize = (request, query) => (request.headers.has('authorization') ? { ...query, caller: 'a' } : null);
  const rateLimiter: RateLimiter = { consume: async (caller) => caller.length };
  const options: GatewayOptions = { baseUrl: 'http://localhost', channel: 'c', cipher, authorize, rateLimiter, hashKey: '0123456789abcdef' };
  export const gateway: Gateway = createGateway({ ...options, log: (line: GatewayLogLine) => void line.outcome.length });
  export const answer: Promise<Response> = gateway(new Request('http://localhost/coupons/healthz'));
  // @ts-expect-error without authorize there is no gateway
  createGateway({ baseUrl: 'http://localhost', channel: 'c', cipher });
  // @ts-expect-error a member is named by an id
  createGateway({ ...options, authorize: () => ({ memberId: 1 }) });
`;
const GATEWAY = {
  import: server("import { createGateway } from 'houcaller-coupons/gateway';"),
  require: server("import gateways = require('houcaller-coupons/gateway'); const { createGateway } = gateways;"),
};

/** @param {string} load */
const page = (load) => `${load}
  import type { Coupon } from 'houcaller-coupons';
  export const listed: Promise<Coupon[]> = new CouponClient({ gatewayUrl: '/coupons' }).listCoupons({ memberId: 'a' });
  // @ts-expect-error a query is an object
  void listCoupons('K1H93QDKI00B7', { gatewayUrl: '/coupons' });
`;
const GATEWAY_CLIENT = {
  import: page("import { CouponClient, listCoupons } from 'houcaller-coupons/gateway-client';"),
  require: page("import client = require('houcaller-coupons/gateway-client'); const { CouponClient, listCoupons } = client;"),
};

const MINI_PROGRAM = `
  import { CouponClient, init } from 'houcaller-coupons/mini-program';
  import type { Coupon } from 'houcaller-coupons/mini-program';
  export const listed: Promise<Coupon[]> = init('/static/houcaller_coupons_bg.wasm.br').then(() => new CouponClient({ gatewayUrl: '/coupons' }).listCoupons({ memberId: 'a' }));
  // @ts-expect-error a path is a string
  void init(1);
`;

const CLASSIC = `
  /// <reference types="houcaller-coupons" />
  const coupons: Promise<HouCallerCoupons.Coupon[]> = HouCallerCoupons.listCoupons({ memberId: 'a' }, { gatewayUrl: '/coupons' });
`;

const { ESNext, NodeNext, CommonJS } = ts.ModuleKind;
const { Bundler, Node10 } = ts.ModuleResolutionKind;
const DOM = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];

/** @type {Record<string, { file: string, source: string, options: ts.CompilerOptions }>} */
const USERS = {
  'nodenext, import': { file: 'user.mts', source: user('import'), options: { module: NodeNext, lib: DOM } },
  'nodenext, require': { file: 'user.cts', source: user('require'), options: { module: NodeNext, lib: DOM } },
  'nodenext, import that is compiled to require': { file: 'user.cts', source: user('import'), options: { module: NodeNext, lib: DOM } },
  'nodenext, the module': { file: 'user.mts', source: WASM, options: { module: NodeNext, lib: DOM } },
  'nodenext, the gateway': { file: 'user.mts', source: GATEWAY.import, options: { module: NodeNext, lib: DOM } },
  'nodenext, require of the gateway': { file: 'user.cts', source: GATEWAY.require, options: { module: NodeNext, lib: DOM } },
  'nodenext, the gateway with the types of Node in place of those of the DOM': {
    file: 'user.mts',
    source: GATEWAY.import,
    options: { module: NodeNext, lib: ['lib.es2022.d.ts'], types: ['node'] },
  },
  'bundler, the gateway': { file: 'user.ts', source: GATEWAY.import, options: { module: ESNext, moduleResolution: Bundler, lib: DOM } },
  'node10, the gateway': { file: 'user.ts', source: GATEWAY.import, options: { module: ESNext, moduleResolution: Node10, lib: DOM } },
  'nodenext, with the types of Node in place of those of the DOM': {
    file: 'user.mts',
    source: user('import'),
    options: { module: NodeNext, lib: ['lib.es2022.d.ts'], types: ['node'] },
  },
  bundler: { file: 'user.ts', source: user('import'), options: { module: ESNext, moduleResolution: Bundler, lib: DOM } },
  'bundler, the module': { file: 'user.ts', source: WASM, options: { module: ESNext, moduleResolution: Bundler, lib: DOM } },
  'bundler, a classic script': { file: 'classic.ts', source: CLASSIC, options: { module: ESNext, moduleResolution: Bundler, lib: DOM } },
  'node10, import': { file: 'user.ts', source: user('import'), options: { module: ESNext, moduleResolution: Node10, lib: DOM } },
  'node10, require': { file: 'user.ts', source: user('require'), options: { module: CommonJS, moduleResolution: Node10, lib: DOM } },
  'node10, the gateway client': { file: 'user.ts', source: GATEWAY_CLIENT.import, options: { module: ESNext, moduleResolution: Node10, lib: DOM } },
  'node10, require of the gateway client': {
    file: 'user.ts',
    source: GATEWAY_CLIENT.require,
    options: { module: CommonJS, moduleResolution: Node10, lib: DOM },
  },
  'node10, the mini-program': { file: 'user.ts', source: MINI_PROGRAM, options: { module: ESNext, moduleResolution: Node10, lib: DOM } },
  'node10, the module': { file: 'user.ts', source: WASM, options: { module: ESNext, moduleResolution: Node10, lib: DOM } },
};

for (const [resolution, { file, source, options }] of Object.entries(USERS)) {
  test(`a user's program compiles with ${resolution}`, async () => {
    await writeFile(join(project.folder, file), source);
    assert.equal(compiled(project.folder, file, options), '');
  });
}

for (const [declarations, entries] of /** @type {const} */ ([
  ['index.d.ts', ['index.js', 'node.js']],
  ['index.d.cts', ['index.cjs', 'node.cjs']],
  ['slim.d.ts', ['slim.js', 'node.js']],
  ['slim.d.cts', ['index.cjs', 'node.cjs']],
])) {
  test(`${declarations} declares the exports of ${entries.join(' and ')}`, async () => {
    const folder = join(project.folder, 'node_modules', 'houcaller-coupons', 'dist');
    const declared = values(join(folder, declarations));
    assert.ok(declared.includes('default') && declared.includes('listCoupons'));
    for (const entry of entries) {
      const file = JSON.stringify(join(folder, entry));
      const source = entry.endsWith('.cjs') ? `const all = require(${file});` : `import * as all from ${file};`;
      const program = entry.endsWith('.cjs') ? 'names.cjs' : 'names.mjs';
      const exported = await project.runs(program, `${source} console.log(JSON.stringify(Object.keys(all).sort()));`);
      assert.deepEqual(exported, declared);
    }
  });
}

/**
 * The declared exports that exist at run time.
 *
 * @param {string} file
 */
function values(file) {
  const program = ts.createProgram([file], { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  assert.ok(module);
  const origin = (/** @type {ts.Symbol} */ symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  return checker
    .getExportsOfModule(module)
    .filter((symbol) => origin(symbol).flags & ts.SymbolFlags.Value)
    .map(({ name }) => name)
    .sort();
}
