// @ts-check
// Runs an entry in realms with the frozen JavaScript built-ins, once without and once with host globals. Prints its exports, the
// globals that it creates and the host globals that it reads. Needs --experimental-vm-modules.
import { readFile } from 'node:fs/promises';
import { createContext, runInContext, SourceTextModule, SyntheticModule } from 'node:vm';

const KINDS = ['AbortController', 'Buffer', 'Headers', 'Request', 'Response', 'TextDecoder', 'TextEncoder', 'URL', 'WebAssembly'];
const FUNCTIONS = ['atob', 'clearTimeout', 'fetch', 'queueMicrotask', 'setTimeout'];
const OBJECTS = ['console', 'crypto', 'document', 'localStorage', 'location', 'navigator', 'performance', 'process', 'self', 'window'];

const [, , file = ''] = process.argv;
const source = await readFile(file, 'utf8');

console.log(JSON.stringify({ bare: await loaded(false), withHost: await loaded(true) }));

/** @param {boolean} withHost whether the realm has host globals */
async function loaded(withHost) {
  const realm = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  /** @type {string[]} */
  const touched = [];
  runInContext('delete globalThis.WebAssembly; delete globalThis.console;', realm);
  for (const name of withHost ? [...KINDS, ...FUNCTIONS, ...OBJECTS] : []) {
    // An error thrown here would not reach the entry on every version of Node.
    Object.defineProperty(realm, name, { get: () => void touched.push(name), configurable: true });
  }
  runInContext(`(${freezeLanguage})`, realm)();
  // Evaluates an empty module first, because Node may add a property to the global of a realm with modules.
  await evaluatedModule('', realm);
  const before = globals(realm);
  const exported = await evaluated(realm);
  return { exported, made: globals(realm).filter((name) => !before.includes(name)), touched };
}

/** @param {import('node:vm').Context} realm */
function globals(realm) {
  return Reflect.ownKeys(runInContext('globalThis', realm)).map(String);
}

/** @param {import('node:vm').Context} realm */
async function evaluated(realm) {
  if (file.endsWith('.cjs')) {
    const module = { exports: {} };
    runInContext(`(function (module, exports) { ${source}\n})`, realm)(module, module.exports);
    return Object.keys(module.exports);
  }
  if (file.endsWith('.iife.js')) {
    runInContext(source, realm);
    return Object.keys(runInContext('HouCallerCoupons', realm));
  }
  return Object.keys((await evaluatedModule(source, realm)).namespace);
}

/**
 * @param {string} code
 * @param {import('node:vm').Context} context
 */
async function evaluatedModule(code, context) {
  const module = new SourceTextModule(code, { context });
  // workerd's entry imports the WebAssembly module, for which this is a stub.
  await module.link((_, { context }) => new SyntheticModule(['default'], () => undefined, { context }));
  await module.evaluate();
  return module;
}

/** Runs inside the realm. */
function freezeLanguage() {
  const seen = new Set([globalThis]);
  /** @param {any} value */
  const freeze = (value) => {
    if (Object(value) !== value || seen.has(value)) return;
    seen.add(value);
    Object.freeze(value);
    for (const key of Reflect.ownKeys(value)) {
      const { get, set, value: own } = /** @type {PropertyDescriptor} */ (Reflect.getOwnPropertyDescriptor(value, key));
      [get, set, own].forEach(freeze);
    }
    freeze(Reflect.getPrototypeOf(value));
  };
  for (const key of Reflect.ownKeys(globalThis)) freeze(Reflect.getOwnPropertyDescriptor(globalThis, key)?.value);
}
