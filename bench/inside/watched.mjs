// @ts-check
// Watches the WebAssembly of the host: finds each module's memory and, when told to, counts the calls between JavaScript and
// the modules that are instantiated from then on. Every bundle imports it first, because a module cannot be watched afterwards.

/** @type {WebAssembly.Memory[]} */
const memories = [];
/** The calls out of modules by the name of the called function, and those into modules. */
let calls = { out: /** @type {Map<string, number>} */ (new Map()), into: 0 };
let isCounting = false;

const { Instance, instantiate, instantiateStreaming } = WebAssembly;

/** @typedef {WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource} Instantiated */

/**
 * Takes the place of the constructor.
 *
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Imports} imports
 */
function WatchedInstance(module, imports) {
  return watched(new Instance(module, watchedImports(imports)), imports);
}

Object.assign(WebAssembly, {
  Instance: WatchedInstance,
  instantiate: async (/** @type {any} */ source, /** @type {WebAssembly.Imports} */ imports) =>
    watchedResult(/** @type {Instantiated} */ (await instantiate(source, watchedImports(imports))), imports),
  // Some hosts have no streaming.
  ...(instantiateStreaming && {
    instantiateStreaming: async (/** @type {any} */ source, /** @type {WebAssembly.Imports} */ imports) =>
      watchedResult(await instantiateStreaming(source, watchedImports(imports)), imports),
  }),
});

/** The size of all modules' memory in bytes. It never shrinks. */
export const moduleMemory = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** Counts the calls of all modules that are instantiated after this. */
export function watchCalls() {
  isCounting = true;
}

/** The calls since the last time that this was asked. */
export function countedCalls() {
  const { out, into } = calls;
  calls = { out: new Map(), into: 0 };
  return { out: Object.fromEntries(out), into };
}

/**
 * Whether the module is Node's own: its `fetch` parses HTTP with one.
 *
 * @param {WebAssembly.Imports} [imports]
 */
const isOfHost = (imports = {}) => 'env' in imports;

/**
 * @param {Instantiated} result of a module, which is an instance, or of bytes
 * @param {WebAssembly.Imports} imports
 */
const watchedResult = (result, imports) => ('instance' in result ? { ...result, instance: watched(result.instance, imports) } : watched(result, imports));

/**
 * @param {WebAssembly.Instance} instance
 * @param {WebAssembly.Imports} imports
 * @returns {WebAssembly.Instance}
 */
function watched(instance, imports) {
  if (isOfHost(imports)) return instance;
  memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
  if (!isCounting) return instance;
  return { exports: withCounter(instance.exports, () => void (calls.into += 1)) };
}

/** @param {WebAssembly.Imports} imports */
function watchedImports(imports = {}) {
  if (!isCounting || isOfHost(imports)) return imports;
  const countOut = (/** @type {string} */ name) => void calls.out.set(name, (calls.out.get(name) ?? 0) + 1);
  return Object.fromEntries(Object.entries(imports).map(([from, functions]) => [from, withCounter(functions, countOut)]));
}

/**
 * The same values, of which each function first tells its name.
 *
 * @param {Record<string, any>} values
 * @param {(name: string) => void} counter
 */
function withCounter(values, counter) {
  const counting =
    (/** @type {Function} */ call) =>
    (/** @type {unknown[]} */ ...args) => {
      counter(call.name);
      return call(...args);
    };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'function' ? counting(value) : value]));
}
