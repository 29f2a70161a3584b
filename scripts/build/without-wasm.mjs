// @ts-check
// Compiles the module to JavaScript with wasm2js, for hosts without WebAssembly, and adapts the result to wasm-bindgen's glue.
import { createHash } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';
import { IMPORTS } from './short-names.mjs';

const MODULE = 'houcaller_coupons_bg.wasm';
const GLUE = 'houcaller_coupons_bg.js';
const VIEW = /^HEAP[UF]?\d+$/;
const VIEWS = 'views';
const TYPES = `export const moduleId: string;
export function instantiate(imports: object): WebAssembly.Exports;
`;

/**
 * Writes engine.js beside a module. Both the engine and the glue get the module's id, so that a mismatch can be detected.
 *
 * @param {string} folder of the repository, with the finished module and its glue
 */
export async function writeEngine(folder) {
  const module = join(root, folder, MODULE);
  const engine = join(root, folder, 'engine.js');
  await run('wasm2js', ['--mvp-features', '--enable-mutable-globals', '-Oz', module, '--output', engine]);
  const moduleId = createHash('sha256')
    .update(await readFile(module))
    .digest('hex')
    .slice(0, 16);
  const identity = `export const moduleId = '${moduleId}';\n`;
  const code = identity + moveViewsToProperties(await moveCallsOutOfAccesses(exportInstantiate(await readFile(engine, 'utf8'))));
  await writeFile(engine, await minified(code));
  await writeFile(join(root, folder, 'engine.d.ts'), TYPES);
  const glue = join(root, folder, GLUE);
  await appendFile(glue, identity);
  await appendFile(join(root, folder, GLUE.replace(/js$/, 'd.ts')), 'export const moduleId: string;\n');
}

/**
 * Exports a function `instantiate(imports)`. The output of wasm2js imports the glue itself and runs at once.
 *
 * @param {string} code
 */
function exportInstantiate(code) {
  /** @type {Array<[string | RegExp, string | ((...found: string[]) => string)]>} */
  const steps = [
    [`import * as ${IMPORTS} from '${IMPORTS}';`, ''],
    // Hex, because base64 compresses worse.
    [
      /base64DecodeToExistingUint8Array\(bufferView, (\d+), "([^"]*)"\);/g,
      (_, to, data) => `writeHex(${to}, '${Buffer.from(data ?? '', 'base64').toString('hex')}');`,
    ],
    [
      /^ {2}var base64ReverseLookup[^]*?(?=^function initActiveSegments)/m,
      'function writeHex(to, hex) {\n  for (var at = 0; at < hex.length; at += 2) bufferView[to++] = parseInt(hex.slice(at, at + 2), 16);\n}\n',
    ],
    // As in WebAssembly, growing returns -1 if the host has not enough memory, and does not throw.
    ['var newBuffer = new ArrayBuffer(newPages << 16);', 'var newBuffer = bufferOf(newPages);\n   if (!newBuffer) return -1;'],
    ['return oldPages;', 'else return -1;\n  return oldPages;'],
    // Wipes the old buffer, which may hold a key.
    ['newHEAP8.set(HEAP8);', 'newHEAP8.set(HEAP8);\n   HEAP8.fill(0);'],
    [
      /var retasmFunc = asmFunc\([^]*$/,
      `function bufferOf(pages) {
  try {
    return new ArrayBuffer(pages * 65536);
  } catch (tooLarge) {}
}
export const instantiate = asmFunc;
`,
    ],
  ];
  return steps.reduce((written, [from, to]) => {
    const next = written.replace(from, /** @type {string} */ (to));
    if (next === written)
      throw new Error(`wasm2js: expected ${from} in its output, found none; scripts/build/without-wasm.mjs was written for another version of binaryen`);
    return next;
  }, code);
}

/**
 * Rewrites `HEAP32[f()]` so that `f` is called before `HEAP32` is read. JavaScript reads `HEAP32` first, but `f` may grow the
 * memory and replace `HEAP32`. wasm2js takes care of this in writes to the memory, but not in reads.
 *
 * @param {string} code
 */
async function moveCallsOutOfAccesses(code) {
  let text = `var called;\n${code}`;
  // The last access first, because an inner access starts after the outer one.
  for (let access = (await accessesWithCalls(text)).pop(); access; access = (await accessesWithCalls(text)).pop()) {
    const index = text.slice(access.property.start, access.property.end);
    text = `${text.slice(0, access.start)}(called = ${index}, ${access.object.name}[called])${text.slice(access.end)}`;
  }
  return text;
}

/**
 * Turns the views of the memory from variables into properties. swc, the minifier of Parcel and Rspack, turns
 * `at = f(); HEAP32[at]` into `HEAP32[at = f()]` as if a call could not change a variable, but respects that a call can change
 * a property.
 *
 * @param {string} code
 */
function moveViewsToProperties(code) {
  const names = [...new Set([...code.matchAll(/\bvar (HEAP[UF]?\d+) = /g)].map(([, name]) => name))];
  if (names.length === 0) throw new Error('wasm2js: expected views of the memory, found none');
  const properties = new Map(names.map((name, at) => [name, `${VIEWS}.${String.fromCharCode(97 + at)}`]));
  return `var ${VIEWS} = {};\n${code.replace(/\b(?:var )?(HEAP[UF]?\d+)\b/g, (_, name) => properties.get(name) ?? name)}`;
}

/**
 * The reads of the memory whose index contains a call that may grow the memory.
 *
 * @param {string} code
 */
async function accessesWithCalls(code) {
  const { parse } = await import('acorn');
  /** @type {any[]} */
  const found = [];
  const isAccess = (/** @type {any} */ node) =>
    node.type === 'MemberExpression' && node.computed && (VIEW.test(node.object.name) || node.object.object?.name === VIEWS);
  visit(parse(code, { ecmaVersion: 2017, sourceType: 'module' }), (node) => {
    if (isAccess(node) && containsCall(node.property)) found.push(node);
    if (node.type === 'AssignmentExpression' && isAccess(node.left) && containsCall(node.right))
      throw new Error(`wasm2js: expected no call in ${code.slice(node.start, node.end)}`);
  });
  return found.sort((a, b) => a.start - b.start);
}

/** @param {any} node */
function containsCall(node) {
  let found = false;
  visit(node, ({ type, callee }) => {
    if (type === 'CallExpression' && !/^Math_/.test(callee.name)) found = true;
  });
  return found;
}

/**
 * @param {any} node of a syntax tree
 * @param {(node: any) => void} visitor
 */
function visit(node, visitor) {
  if (typeof node?.type !== 'string') return;
  visitor(node);
  for (const child of Object.values(node).flat()) visit(child, visitor);
}

/**
 * Compresses and checks the code before it shortens the names, because terser's compression may move calls too.
 *
 * @param {string} code
 */
async function minified(code) {
  const { minify } = await import('terser');
  const compress = { passes: 2, sequences: false, collapse_vars: false, inline: false, reduce_funcs: false };
  const { code: compressed = '' } = await minify(code, { ecma: 2017, module: true, compress, mangle: false });
  if ((await accessesWithCalls(compressed)).length > 0) throw new Error('terser: expected no calls inside reads of the memory, found one');
  const { code: renamed = '' } = await minify(compressed, { ecma: 2017, module: true, compress: false });
  return renamed;
}
