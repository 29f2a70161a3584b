// @ts-check
// Creates the realm of a mini-program: it has ES2017 and CommonJS, no web API, and cannot evaluate code from strings.
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { createContext, runInContext, Script } from 'node:vm';
import { removeNewer } from '../realm-of-2017.js';

/**
 * @typedef {object} Realm
 * @property {(path: string) => any} require returns the exports of a module of the code package; the path starts at its root
 * @property {(code: string) => any} run
 * @property {() => number} timers that were started and neither ran nor were cleared
 * @property {string[]} warnings
 */

/**
 * @param {string} folder of the code package
 * @param {Record<string, unknown>} globals of the host
 * @returns {Realm}
 */
export function createRealm(folder, globals) {
  const running = new Set();
  /** @type {string[]} */
  const warnings = [];
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  // The tests need it for `for await`.
  removeNewer(context, ['asyncIterator']);
  runInContext('delete this.WebAssembly;', context);
  Object.assign(context, {
    console: { log: console.log, warn: (/** @type {string} */ warning) => void warnings.push(warning) },
    /**
     * @param {() => void} callback
     * @param {number} [ms]
     */
    setTimeout(callback, ms) {
      const timer = setTimeout(() => {
        running.delete(timer);
        callback();
      }, ms);
      running.add(timer);
      return timer;
    },
    /** @param {NodeJS.Timeout} timer */
    clearTimeout(timer) {
      running.delete(timer);
      clearTimeout(timer);
    },
    ...globals,
  });
  /** @type {Map<string, { exports: any }>} */
  const modules = new Map();

  /** @param {string} path of a file, from the root */
  function load(path) {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: runInContext('({})', context) };
    modules.set(path, module);
    const code = readFileSync(posix.join(folder, path), 'utf8');
    const body = new Script(`(function (require, module, exports) {${code}\n})`, { filename: path }).runInContext(context);
    body((/** @type {string} */ name) => load(resolve(name, posix.dirname(path))), module, module.exports);
    return module.exports;
  }

  /**
   * Resolves a module as WeChat does: a relative path, or a name in a folder miniprogram_npm, here or in a parent folder.
   *
   * @param {string} name
   * @param {string} from
   */
  function resolve(name, from) {
    if (name.startsWith('.')) return file(posix.join(from, name)) ?? missing(name);
    for (let at = from; ; at = posix.dirname(at)) {
      const found = file(posix.join(at, 'miniprogram_npm', name));
      if (found) return found;
      if (at === '.') return missing(name);
    }
  }

  /** @param {string} path */
  const file = (path) => [path, `${path}.js`, posix.join(path, 'index.js')].find((tried) => tried.endsWith('.js') && existsSync(posix.join(folder, tried)));

  return { require: load, run: (code) => runInContext(code, context), timers: () => running.size, warnings };
}

/**
 * @param {string} name
 * @returns {never}
 */
function missing(name) {
  throw new Error(`module '${name}' is not defined`);
}
