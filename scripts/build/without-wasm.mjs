// @ts-check
// The same module as JavaScript, for hosts without WebAssembly: binaryen's wasm2js, made to fit the glue that wasm-bindgen wrote for the module.
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
 * Writes engine.js beside a module, and into the module's glue what both need to know of each other.
 *
 * @param {string} folder of the repository, with the finished module and its glue
 */
export async function writeEngine(folder) {
  const module = join(root, folder, MODULE);
  const engine = join(root, folder, 'engine.js');
  await run('wasm2js', ['--mvp-features', '--enable-mutable-globals', '-Oz', module, '--output', engine]);
  const moduleId = createHash('sha256').update(await readFile(module)).digest('hex').slice(0, 16);
  const identity = `export const moduleId = '${moduleId}';\n`;
  const code = identity + asProperties(await callsFirst(asFunction(await readFile(engine, 'utf8'))));
  await writeFile(engine, await smaller(code));
  await writeFile(join(root, folder, 'engine.d.ts'), TYPES);
  const glue = join(root, folder, GLUE);
  await appendFile(glue, identity);
  await appendFile(join(root, folder, GLUE.replace(/js$/, 'd.ts')), 'export const moduleId: string;\n');
}

/**
 * What wasm2js writes imports the glue and runs at once. Here it is a function of what the module imports.
 *
 * @param {string} code
 */
function asFunction(code) {
  /** @type {Array<[string | RegExp, string | ((...found: string[]) => string)]>} */
  const steps = [
    [`import * as ${IMPORTS} from '${IMPORTS}';`, ''],
    // Base64 hides from compressors what repeats in the data.
    [/base64DecodeToExistingUint8Array\(bufferView, (\d+), "([^"]*)"\);/g, (_, to, data) => `writeHex(${to}, '${Buffer.from(data ?? '', 'base64').toString('hex')}');`],
    [
      /^ {2}var base64ReverseLookup[^]*?(?=^function initActiveSegments)/m,
      'function writeHex(to, hex) {\n  for (var at = 0; at < hex.length; at += 2) bufferView[to++] = parseInt(hex.slice(at, at + 2), 16);\n}\n',
    ],
    // WebAssembly refuses what the host has no memory for, and throws nothing through the module.
    ['var newBuffer = new ArrayBuffer(newPages << 16);', 'var newBuffer = bufferOf(newPages);\n   if (!newBuffer) return -1;'],
    ['return oldPages;', 'else return -1;\n  return oldPages;'],
    // Nobody else wipes the memory that is left.
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
    if (next === written) throw new Error(`wasm2js: expected ${from} in what it writes, found none; scripts/build/without-wasm.mjs was written for another version of binaryen`);
    return next;
  }, code);
}

/**
 * JavaScript looks at `HEAP32` in `HEAP32[f()]` before it calls `f`, after which the memory can be another one; WebAssembly, after it. wasm2js minds that
 * in what it writes to the memory, and not in what it reads.
 *
 * @param {string} code
 */
async function callsFirst(code) {
  let text = `var called;\n${code}`;
  // The innermost begins last.
  for (let access = (await callsInside(text)).pop(); access; access = (await callsInside(text)).pop()) {
    const index = text.slice(access.property.start, access.property.end);
    text = `${text.slice(0, access.start)}(called = ${index}, ${access.object.name}[called])${text.slice(access.end)}`;
  }
  return text;
}

/**
 * What minifies for Parcel and Rspack (swc) makes `HEAP32[at = f()]` of `at = f(); HEAP32[at]`, as if no call could change a variable. It knows that one
 * can change a property.
 *
 * @param {string} code
 */
function asProperties(code) {
  const names = [...new Set([...code.matchAll(/\bvar (HEAP[UF]?\d+) = /g)].map(([, name]) => name))];
  if (names.length === 0) throw new Error('wasm2js: expected views of the memory, found none');
  const properties = new Map(names.map((name, at) => [name, `${VIEWS}.${String.fromCharCode(97 + at)}`]));
  return `var ${VIEWS} = {};\n${code.replace(/\b(?:var )?(HEAP[UF]?\d+)\b/g, (_, name) => properties.get(name) ?? name)}`;
}

/**
 * The accesses to the memory with a call inside that can move it.
 *
 * @param {string} code
 */
async function callsInside(code) {
  const { parse } = await import('acorn');
  /** @type {any[]} */
  const found = [];
  const isAccess = (/** @type {any} */ node) => node.type === 'MemberExpression' && node.computed && (VIEW.test(node.object.name) || node.object.object?.name === VIEWS);
  visit(parse(code, { ecmaVersion: 2017, sourceType: 'module' }), (node) => {
    if (isAccess(node) && calls(node.property)) found.push(node);
    if (node.type === 'AssignmentExpression' && isAccess(node.left) && calls(node.right)) throw new Error(`wasm2js: expected no call in ${code.slice(node.start, node.end)}`);
  });
  return found.sort((a, b) => a.start - b.start);
}

/** @param {any} node */
function calls(node) {
  let found = false;
  visit(node, ({ type, callee }) => {
    if (type === 'CallExpression' && !/^Math_/.test(callee.name)) found = true;
  });
  return found;
}

/**
 * @param {any} node of a syntax tree
 * @param {(node: any) => void} told
 */
function visit(node, told) {
  if (typeof node?.type !== 'string') return;
  told(node);
  for (const child of Object.values(node).flat()) visit(child, told);
}

/**
 * Minified in two steps, so that the outcome can be looked at: terser also moves calls.
 *
 * @param {string} code
 */
async function smaller(code) {
  const { minify } = await import('terser');
  const compress = { passes: 2, sequences: false, collapse_vars: false, inline: false, reduce_funcs: false };
  const { code: compressed = '' } = await minify(code, { ecma: 2017, module: true, compress, mangle: false });
  if ((await callsInside(compressed)).length > 0) throw new Error('terser: expected it to leave calls out of accesses to the memory');
  const { code: renamed = '' } = await minify(compressed, { ecma: 2017, module: true, compress: false });
  return renamed;
}
