// @ts-check
// The behaviour of each entry before, during and after `init`. Each test loads a new instance of the entry.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { watchCompiled } from '../support/compiled.js';
import { dist } from '../support/packed.js';

/** @typedef {typeof import('houcaller-coupons')} Package */

const bytes = await readFile(join(dist, 'houcaller_coupons_bg.wasm'));
const require = createRequire(import.meta.url);
// Computed by the JDK.
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';
const MEMBER = { memberId: 'K1H93QDKI00B7' };
const [COUPON] = /** @type {import('houcaller-coupons').Coupon[]} */ (published.data.list);
const CONFIG = { baseUrl: 'http://localhost/v1', channel: 'c', cipher: { key: '12345678' } };

/** @type {Record<string, (all: Package) => unknown>} */
const CALLS = {
  CouponClient: ({ CouponClient }) => new CouponClient(CONFIG),
  buildEnvelope: ({ buildEnvelope }) => buildEnvelope(MEMBER, CONFIG),
  decryptParam: ({ decryptParam }) => decryptParam(DIGITS, CONFIG.cipher),
  encryptParam: ({ encryptParam }) => encryptParam(MEMBER, CONFIG.cipher),
  identifyCipher: ({ identifyCipher }) => identifyCipher('12345678', [{ plaintext: JSON.stringify(MEMBER), param: DIGITS }]),
  isCouponCode: ({ isCouponCode }) => isCouponCode('7270000006699'),
  usability: ({ usability }) => usability(COUPON),
};
const NO_CALLS = ['CouponError', 'CouponStatus', 'default', 'init', 'listCoupons'];

let loads = 0;
/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/**
 * @param {string} path
 * @returns {Promise<Package>}
 */
const imported = (path) => import(`${pathToFileURL(path)}?${(loads += 1)}`);

/** @param {string} file */
async function required(file) {
  const path = join(dist, file);
  delete require.cache[path];
  return /** @type {Package} */ (require(path));
}

async function classic() {
  const source = await readFile(join(dist, 'houcaller-coupons.iife.js'), 'utf8');
  return /** @type {Package} */ (new Function(`${source}; return HouCallerCoupons;`)());
}

/**
 * Loads an entry that imports a compiled module, as in workerd and in Vercel's edge runtime.
 *
 * @param {string} [value] an expression for the imported value
 * @param {string} [file]
 * @param {string} [specifier] the specifier that the entry imports
 */
async function importsCompiled(value = 'new WebAssembly.Module(readFileSync(file))', file = 'workerd.js', specifier = './houcaller_coupons_bg.wasm') {
  const wasm = `import { readFileSync } from 'node:fs'; const file = ${JSON.stringify(join(dist, 'houcaller_coupons_bg.wasm'))}; export default ${value};`;
  await writeFile(join(folder, `wasm-${(loads += 1)}.mjs`), wasm);
  const source = await readFile(join(dist, file), 'utf8');
  assert.equal(source.split(`'${specifier}'`).length + source.split(`"${specifier}"`).length, 3);
  const path = join(folder, `${file}.mjs`);
  await writeFile(path, source.replace(specifier, `./wasm-${loads}.mjs`));
  return imported(path);
}

/** @type {Record<string, () => Promise<Package>>} */
const NEED_INIT = {
  'index.js': () => imported(join(dist, 'index.js')),
  'index.cjs': () => required('index.cjs'),
  'houcaller-coupons.iife.js': classic,
  'slim.js': () => imported(join(dist, 'slim.js')),
};
/** @type {Record<string, () => Promise<Package>>} */
const NEED_NO_INIT = {
  'node.js': () => imported(join(dist, 'node.js')),
  'node.cjs': () => required('node.cjs'),
  'workerd.js': () => importsCompiled(),
  'edge-light.js': () => importsCompiled(undefined, 'edge-light.js', './houcaller_coupons_bg.wasm?module'),
};

/**
 * The argument of `init`, which only the entry without a module needs.
 *
 * @param {string} file
 */
const sourceFor = (file) => (file === 'slim.js' ? /** @type {[BufferSource]} */ ([bytes]) : /** @type {[]} */ ([]));

/**
 * @param {Package} all
 * @param {unknown} error
 */
function isNotInitialized(all, error) {
  assert.ok(error instanceof all.CouponError);
  assert.equal(error.kind, 'config');
  assert.equal(error.message, 'init: must be awaited before this call');
  return true;
}

for (const [file, load] of Object.entries({ ...NEED_INIT, ...NEED_NO_INIT })) {
  test(`${file}: a gateway client needs no init, because its first call awaits it`, async (t) => {
    const { CouponClient, init, listCoupons } = await load();
    const compiled = watchCompiled(t, bytes);
    const config = { gatewayUrl: 'http://gateway.invalid/', fetch: async () => Response.json({ code: 0, data: { list: [] } }) };
    const client = new CouponClient(config);
    if (file in NEED_INIT) assert.equal(compiled(), 0, 'the module is not loaded before it is needed');
    // Node cannot fetch the file that this entry would look for.
    if (file === 'slim.js') void init(bytes);
    assert.deepEqual(await client.listCoupons(MEMBER), []);
    assert.deepEqual(await listCoupons(MEMBER, config), []);
    const seen = [];
    for await (const { coupons } of new CouponClient(config).listCouponsOfMembers([MEMBER])) seen.push(coupons);
    assert.deepEqual(seen, [[]]);
  });

  test(`${file}: an invalid configuration of a gateway client fails at the first call at the latest`, async () => {
    const { CouponClient, init } = await load();
    if (file === 'slim.js') void init(bytes);
    const wrong = { name: 'CouponError', kind: 'config', message: 'timeoutMs: expected a positive number of milliseconds, or Infinity, found a number' };
    const listed = async () => new CouponClient({ gatewayUrl: 'http://gateway.invalid/', timeoutMs: -1 }).listCoupons(MEMBER);
    await assert.rejects(listed(), wrong);
    await assert.rejects(listed(), wrong);
  });
}

for (const [file, load] of Object.entries(NEED_INIT)) {
  test(`${file}: every function except listCoupons throws before init, and works after it`, async () => {
    const all = await load();
    assert.deepEqual(Object.keys(all).sort(), [...Object.keys(CALLS), ...NO_CALLS].sort());
    for (const call of Object.values(CALLS))
      assert.throws(
        () => call(all),
        (error) => isNotInitialized(all, error),
      );
    const loading = all.init(...sourceFor(file));
    assert.throws(
      () => all.encryptParam(MEMBER, CONFIG.cipher),
      (error) => isNotInitialized(all, error),
    );
    await loading;
    for (const call of Object.values(CALLS)) call(all);
    assert.equal(all.encryptParam(MEMBER, CONFIG.cipher), DIGITS);
  });

  test(`${file}: concurrent calls of init and listCoupons compile the module once`, async (t) => {
    const { init, encryptParam, listCoupons } = await load();
    const compiled = watchCompiled(t, bytes);
    const fetch = async () => Response.json({ code: 0, message: '', data: { list: [] } });
    const calls = [init(...sourceFor(file)), init(), listCoupons(MEMBER, { ...CONFIG, fetch }), init(new Uint8Array([1]))];
    await Promise.all(calls);
    await init();
    assert.equal(compiled(), 1);
    assert.equal(encryptParam(MEMBER, CONFIG.cipher), DIGITS);
  });
}

for (const [file, load] of Object.entries(NEED_NO_INIT)) {
  for (const [name, call] of Object.entries(CALLS)) {
    test(`${file}: ${name} needs no init`, async () => {
      call(await load());
    });
  }

  test(`${file}: calls before and after init do not affect each other`, async () => {
    const { CouponClient, encryptParam, init } = await load();
    const client = new CouponClient(CONFIG);
    await init();
    await init(bytes);
    assert.equal(client.encryptParam(MEMBER), DIGITS);
    assert.equal(encryptParam(MEMBER, CONFIG.cipher), DIGITS);
  });

  test(`${file}: a call while init loads another module does not replace that module`, async () => {
    const all = await load();
    const loading = all.init(bytes);
    assert.throws(
      () => all.encryptParam(MEMBER, CONFIG.cipher),
      (error) => isNotInitialized(all, error),
    );
    await loading;
    assert.equal(all.encryptParam(MEMBER, CONFIG.cipher), DIGITS);
  });

  test(`${file}: listCoupons and a client of a gateway wait while init loads another module`, async () => {
    const { CouponClient, init, listCoupons } = await load();
    const fetch = async () => Response.json({ code: 0, data: { list: [] } });
    /** @type {(source: BufferSource) => void} */
    let give = () => {};
    const loading = init(new Promise((resolve) => (give = resolve)));
    const client = new CouponClient({ gatewayUrl: 'http://gateway.invalid/', fetch });
    const called = [listCoupons(MEMBER, { ...CONFIG, fetch }), client.listCoupons(MEMBER)];
    give(bytes);
    await loading;
    assert.deepEqual(await Promise.all(called), [[], []]);
  });
}

for (const file of ['index.js', 'index.cjs', 'houcaller-coupons.iife.js']) {
  test(`${file}: init waits for no other task of the page`, async () => {
    const { init } = await /** @type {() => Promise<Package>} */ (NEED_INIT[file])();
    /** @type {string[]} */
    const order = [];
    const task = new Promise((resolve) => setImmediate(resolve)).then(() => order.push('another task'));
    await Promise.all([init().then(() => order.push('init')), task]);
    assert.deepEqual(order, ['init', 'another task']);
  });
}

const nowhere = 'http://127.0.0.1:1/houcaller_coupons_bg.wasm';
/** A module that imports the function `a.absent`. The glue is the module `a` and has no such function, so linking fails. */
const LINKED_TO_ANOTHER_BUILD = [
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  // The type of a function without parameters and results.
  ...[1, 4, 1, 0x60, 0, 0],
  ...[2, 12, 1, 1, ...Buffer.from('a'), 6, ...Buffer.from('absent'), 0, 0],
];
/** @type {Record<string, () => any>} Sources that will never give a module, so that a retry is useless. */
const PERMANENT = {
  'no WebAssembly': () => new Uint8Array([1, 2, 3]),
  'nothing at all': () => new Uint8Array(0),
  'a part of the module': () => bytes.subarray(0, 1000),
  'the module of another build': () => Uint8Array.from(LINKED_TO_ANOTHER_BUILD),
  'that module, compiled': () => new WebAssembly.Module(Uint8Array.from(LINKED_TO_ANOTHER_BUILD)),
  'a page in place of the module': () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
};
/** @type {Record<string, () => any>} Sources that may give a module later, or that engines report with the same error. */
const TEMPORARY = {
  'another module': () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 2, 8, 1, 1, 120, 1, 98, 3, 127, 0)),
  'an address without a server': () => nowhere,
  'the same as a URL': () => new URL(nowhere),
  'an answer of 404': () => new Response('not found', { status: 404 }),
  'a promise that fails': () => Promise.reject(new Error('no such file')),
  'a promise that fails with no error': () => Promise.reject(undefined),
};

for (const [file, load] of Object.entries({ ...NEED_INIT, ...NEED_NO_INIT })) {
  test(`${file}: init can be repeated after every failure`, async (t) => {
    t.mock.method(console, 'warn', () => undefined);
    const { CouponError, encryptParam, init } = await load();
    for (const [what, source] of Object.entries({ ...PERMANENT, ...TEMPORARY })) {
      const [first, second] = await Promise.allSettled([init(source()), init()]);
      for (const { status, ...outcome } of [first, second]) {
        assert.equal(status, 'rejected', what);
        const { reason: error } = /** @type {PromiseRejectedResult} */ (outcome);
        assert.ok(error instanceof CouponError, what);
        assert.deepEqual([error.kind, error.retryable], ['config', what in TEMPORARY], what);
        assert.match(error.message, /^init: the WebAssembly module could not be loaded: ./, what);
      }
    }
    const wrong = { name: 'CouponError', kind: 'config', retryable: false, message: /^init: expected a WebAssembly\.Module, .*, found a number$/ };
    await assert.rejects(init(/** @type {any} */ (5)), wrong);
    await init(...sourceFor(file));
    assert.equal(encryptParam(MEMBER, CONFIG.cipher), DIGITS);
  });

  test(`${file}: init accepts the module in every form`, async (t) => {
    const warn = t.mock.method(console, 'warn', () => undefined);
    const streaming = t.mock.method(WebAssembly, 'instantiateStreaming');
    const headers = { 'content-type': 'application/wasm' };
    /** @type {Record<string, () => any>} */
    const forms = {
      'a Buffer': () => bytes,
      'an ArrayBuffer': () => Uint8Array.from(bytes).buffer,
      'a compiled module': () => new WebAssembly.Module(bytes),
      'an answer': () => new Response(bytes, { headers }),
      'an answer of another type': () => new Response(bytes, { headers: { 'content-type': 'text/plain' } }),
      'a promise of an answer': async () => new Response(bytes, { headers }),
      'an address': () => `data:application/wasm;base64,${bytes.toString('base64')}`,
      'a URL': () => new URL(`data:application/wasm;base64,${bytes.toString('base64')}`),
      'a request': () => new Request(`data:application/wasm;base64,${bytes.toString('base64')}`),
    };
    const streamed = ['an answer', 'a promise of an answer', 'an address', 'a URL', 'a request'];
    for (const [what, form] of Object.entries(forms)) {
      const { encryptParam, init } = await load();
      const callsBefore = streaming.mock.callCount();
      const warningsBefore = warn.mock.callCount();
      await init(form());
      assert.equal(encryptParam(MEMBER, CONFIG.cipher), DIGITS, what);
      assert.equal(streaming.mock.callCount() - callsBefore, streamed.includes(what) ? 1 : 0, what);
      assert.equal(warn.mock.callCount() - warningsBefore, what === 'an answer of another type' ? 1 : 0, what);
    }
    assert.match(warn.mock.calls[0]?.arguments[0], /^houcaller-coupons: .* sends it as text\/plain$/);
  });

  test(`${file}: a source that init does not use may reject, without an unhandled rejection`, async () => {
    const { init } = await load();
    /** @type {unknown[]} */
    const unhandled = [];
    const record = (/** @type {unknown} */ reason) => void unhandled.push(reason);
    const failing = () => Promise.reject(new Error('not used'));
    process.on('unhandledRejection', record);
    try {
      const parallel = await Promise.allSettled([init(failing()), init(failing())]);
      assert.deepEqual(
        parallel.map(({ status }) => status),
        ['rejected', 'rejected'],
      );
      await init(bytes);
      assert.equal(await init(failing()), undefined);
      // Node reports unhandled rejections after the microtasks of a task.
      await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      process.off('unhandledRejection', record);
    }
    assert.deepEqual(unhandled, []);
  });

  test(`${file}: null counts as absent`, async () => {
    const { encryptParam, init } = await load();
    const message = await init(/** @type {any} */ (null)).then(
      () => '',
      (error) => error.message,
    );
    // Then init loads the entry's own module. The slim entry looks for a file next to itself, which Node's fetch cannot read.
    assert.equal(message, file === 'slim.js' ? 'init: the WebAssembly module could not be loaded: fetch failed' : '');
    if (!message) assert.equal(encryptParam(MEMBER, CONFIG.cipher), DIGITS);
  });
}

test('workerd.js: a host whose import gives the address of the module instead of the module gets an error', async () => {
  const all = await importsCompiled("'./houcaller_coupons_bg.wasm'");
  assert.throws(() => all.encryptParam(MEMBER, CONFIG.cipher), { name: 'CouponError', kind: 'config' });
  await assert.rejects(all.init(), { name: 'CouponError', kind: 'config' });
  await all.init(bytes);
  assert.equal(all.encryptParam(MEMBER, CONFIG.cipher), DIGITS);
});

test('an abort ends a call while the module loads, and the module can be used afterwards', async () => {
  for (const file of ['slim.js', 'gateway-client.js']) {
    const { default: init, CouponClient, listCoupons } = await imported(join(dist, file));
    const config = { gatewayUrl: 'http://gateway.invalid/', fetch: async () => Response.json({ code: 0, data: { list: [] } }) };
    /** @type {(source: BufferSource | undefined) => void} */
    let load = () => {};
    const source = file === 'slim.js' ? bytes : undefined;
    const loading = source ? init(new Promise((resolve) => (load = () => resolve(source)))) : undefined;
    const client = new CouponClient(config);
    const many = async (/** @type {AbortSignal} */ signal) => {
      for await (const result of client.listCouponsOfMembers([MEMBER], { signal })) return result;
    };
    const calls = [
      (/** @type {AbortSignal} */ signal) => listCoupons(MEMBER, config, { signal }),
      (/** @type {AbortSignal} */ signal) => client.listCoupons(MEMBER, { signal }),
      (/** @type {AbortSignal} */ signal) => client.call('listCpnItemByMember', MEMBER, { signal }),
      many,
    ];
    for (const call of calls) {
      await assert.rejects(call(AbortSignal.abort(new Error('before'))), { message: 'before' });
      const controller = new AbortController();
      const called = call(controller.signal);
      controller.abort(new Error('meanwhile'));
      await assert.rejects(called, { message: 'meanwhile' });
    }
    // A signal may be used for all calls of a page or a server, so a call must not leave its listener there.
    const { signal } = new AbortController();
    const unaborted = calls.map((call) => call(signal));
    load(source);
    await loading;
    for (const [at, call] of unaborted.entries()) assert.deepEqual(await call, [[], [], { list: [] }, { query: MEMBER, coupons: [] }][at]);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  }
});
