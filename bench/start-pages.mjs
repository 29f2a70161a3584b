// @ts-check
// Bundles the pages whose start is measured.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../sandbox/app.js';
import { root } from '../scripts/run.mjs';
import { sizeOf, sum } from '../scripts/size.mjs';
import { PACKAGE as BEFORE, builtBefore } from './before.mjs';
import { BENCH, BUILT, COMMON, inPlaceOf } from './bundles.mjs';
import { BEFORE as BEFORE_NAME, NO_WASM, OURS } from './compared.mjs';

/**
 * A page encrypts one param as soon as it can, bundled or from several files, or lists a member's coupons, perhaps after it has
 * asked who is logged in.
 */
export const PARAM = /** @type {const} */ ('param');
export const UNBUNDLED = /** @type {const} */ ('param, unbundled');
export const LIST = /** @type {const} */ ('list');
export const SESSION = /** @type {const} */ ('session');

export const MEMBER = 'K1H93QDKI00B7';
export const SLIM = 'houcaller-coupons/slim';
export const SLIM_PRELOADED = 'houcaller-coupons/slim, its .wasm preloaded';
export const GATEWAY_CLIENT = 'houcaller-coupons/gateway-client';
export const ASKED_EARLY = 'houcaller-coupons/gateway-client, asked in the HTML';
export const RIVAL = 'crypto-js + axios';

const DIST = join(root, 'dist');
const WASM = 'houcaller_coupons_bg.wasm';
const GATEWAY = '/coupons';
const DIRECT = JSON.stringify({ baseUrl: '/htest/openapi/v1', channel: SANDBOX_CHANNEL, key: SANDBOX_KEY });

/**
 * @typedef {object} StartPage
 * @property {string} name
 * @property {typeof PARAM | typeof UNBUNDLED | typeof LIST | typeof SESSION} what
 * @property {string} path of its HTML, below the server's root
 * @property {import('../scripts/size.mjs').Size} bytes of everything that the page loads except its HTML and the coupons
 *
 * @typedef {object} Planned
 * @property {string} name
 * @property {StartPage['what']} what
 * @property {string} script
 * @property {string} [head] of the HTML
 * @property {string[]} [beside] files of dist/ that the page loads beside its script
 */

/** @param {string} caller */
const paramWith = (caller) => `
  import { open } from './contenders/call/${caller}';
  const { encrypt, listCoupons } = await open(${DIRECT});
  const length = Number(new URLSearchParams(location.search).get('length'));
  const param = encrypt(JSON.stringify({ memberId: 'K'.repeat(length - 15) }));
  globalThis.started = { at: performance.now(), param };
  globalThis.listCoupons = listCoupons;`;

/** @param {string} caller */
const listWith = (caller) => `
  import { open } from './contenders/call/${caller}';
  import { show } from './inside/shown.mjs';
  const { listCoupons } = await open(${DIRECT});
  await show(await listCoupons('${MEMBER}'));`;

/**
 * @param {string} caller
 * @param {string} [settings]
 */
const listThroughGateway = (caller, settings = '') => `
  import { open } from './contenders/gateway/${caller}';
  import { show } from './inside/shown.mjs';
  const { listCoupons } = open({ gatewayUrl: '${GATEWAY}', ${settings} });
  await show(await listCoupons('${MEMBER}'));`;

const SESSION_MEMBER = `(await (await fetch('/session')).json()).memberId`;

// The request for the coupons goes out before any script has loaded. The client takes its answer in the place of its first.
const ASK_IN_THE_HTML = `<script>asked = fetch('${GATEWAY}/listCpnItemByMember', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"memberId":"${MEMBER}"}' })</script>`;
const TAKE_THE_ANSWER = 'fetch: (url, init) => { const first = globalThis.asked; globalThis.asked = undefined; return first ?? fetch(url, init); }';

const preload = (/** @type {string} */ file) => `<link rel="preload" as="fetch" crossorigin href="${file}">`;

/** @type {Planned[]} */
const PAGES = [
  { what: PARAM, name: OURS, script: paramWith('ours.mjs') },
  { what: PARAM, name: BEFORE_NAME, script: paramWith('before.mjs') },
  { what: PARAM, name: SLIM, script: paramWith('ours-slim.mjs'), beside: [WASM] },
  { what: PARAM, name: SLIM_PRELOADED, script: paramWith('ours-slim.mjs'), beside: [WASM], head: preload(WASM) },
  { what: PARAM, name: NO_WASM, script: paramWith('ours-no-wasm.mjs') },
  { what: PARAM, name: RIVAL, script: paramWith('crypto-js-axios.mjs') },
  { what: PARAM, name: 'des.js + ofetch', script: paramWith('des-js-ofetch.mjs') },

  { what: LIST, name: OURS, script: listWith('ours.mjs') },
  { what: LIST, name: SLIM_PRELOADED, script: listWith('ours-slim.mjs'), beside: [WASM], head: preload(WASM) },
  { what: LIST, name: NO_WASM, script: listWith('ours-no-wasm.mjs') },
  { what: LIST, name: GATEWAY_CLIENT, script: listThroughGateway('ours.mjs') },
  { what: LIST, name: ASKED_EARLY, script: listThroughGateway('ours.mjs', TAKE_THE_ANSWER), head: ASK_IN_THE_HTML },
  { what: LIST, name: 'houcaller-coupons/gateway-client/no-wasm', script: listThroughGateway('ours-no-wasm.mjs') },
  { what: LIST, name: `${BEFORE_NAME}, /gateway-client`, script: listThroughGateway('before.mjs') },
  { what: LIST, name: RIVAL, script: listWith('crypto-js-axios.mjs') },

  {
    what: SESSION,
    name: `${GATEWAY_CLIENT}, one after another`,
    script: `
      import { open } from './contenders/gateway/ours.mjs';
      import { show } from './inside/shown.mjs';
      const { listCoupons } = open({ gatewayUrl: '${GATEWAY}' });
      await show(await listCoupons(${SESSION_MEMBER}));`,
  },
  {
    what: SESSION,
    name: `${GATEWAY_CLIENT}, init() meanwhile`,
    script: `
      import { open } from './contenders/gateway/ours.mjs';
      import { show } from './inside/shown.mjs';
      const { init, listCoupons } = open({ gatewayUrl: '${GATEWAY}' });
      init();
      await show(await listCoupons(${SESSION_MEMBER}));`,
  },
  {
    what: SESSION,
    name: RIVAL,
    script: `
      import { open } from './contenders/call/crypto-js-axios.mjs';
      import { show } from './inside/shown.mjs';
      const { listCoupons } = open(${DIRECT});
      await show(await listCoupons(${SESSION_MEMBER}));`,
  },
  ...['', '<link rel="modulepreload" href="no-wasm.js"><link rel="modulepreload" href="engine.js">'].map((head) => ({
    ...{ what: UNBUNDLED, name: `${NO_WASM}${head && ', with modulepreload'}`, head, beside: ['no-wasm.js', 'engine.js'] },
    script: paramWith('ours-no-wasm.mjs'),
  })),
];

/**
 * @returns {Promise<{ folder: string, pages: StartPage[] }>}
 */
export async function bundleStartPages() {
  const folder = join(BUILT, 'start');
  await rm(folder, { recursive: true, force: true });
  const before = await builtBefore();
  const pages = [];
  for (const [index, { name, what, script, head = '', beside = [] }] of PAGES.entries()) {
    const id = `${index}`;
    const inside = join(folder, id);
    await mkdir(inside, { recursive: true });
    const stdin = { contents: script, resolveDir: BENCH, sourcefile: `${id}.mjs` };
    await build({
      ...{ ...COMMON, stdin, outfile: join(inside, 'start.js'), platform: 'browser', minify: true },
      alias: { [`${BEFORE}/gateway-client`]: join(before, 'gateway-client.js'), [BEFORE]: join(before, 'index.js') },
      plugins: what === UNBUNDLED ? [inPlaceOf(NO_WASM, './no-wasm.js')] : [],
    });
    for (const file of beside) await copyFile(join(DIST, file), join(inside, basename(file)));
    const html = `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">${head}<script type="module" src="start.js"></script>`;
    await writeFile(join(inside, 'index.html'), html);
    await compress(inside);
    const sizes = await Promise.all(['start.js', ...beside].map(async (file) => sizeOf(await readFile(join(inside, file)))));
    pages.push({ name, what, path: `${id}/index.html`, bytes: sizes.reduce(sum) });
  }
  return { folder, pages };
}

/**
 * Writes a compressed file beside each file, as web servers have them.
 *
 * @param {string} folder
 */
async function compress(folder) {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.br')) await writeFile(join(folder, `${name}.br`), brotliCompressSync(await readFile(join(folder, name))));
  }
}
