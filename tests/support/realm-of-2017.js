// @ts-check
// Creates a realm with the globals of a page in 2017: it removes newer features of JavaScript and WebAssembly, and adds only those
// globals of the host that the package needs.
import { createContext, runInContext } from 'node:vm';
import { es2017 } from './es2017.js';

const ERRORS = ['CompileError', 'LinkError', 'RuntimeError'];
const WEBASSEMBLY = ['validate', 'compile', 'instantiate', 'Module', 'Instance', 'Memory', 'Table', ...ERRORS, '@@toStringTag'];

/** The size of the largest module that Chromium before 115 compiles synchronously in pages. */
const SYNCHRONOUS_BYTES = 4_096;

const KNOWN = es2017();

/** @returns {import('node:vm').Context & Record<string, any>} */
export function realmOf2017() {
  const realm = createContext({});
  removeNewer(realm);
  limitSynchronous(realm);
  return Object.assign(realm, { TextDecoder, TextEncoder: OldTextEncoder, atob, clearTimeout, fetch: oldFetch, setTimeout });
}

/**
 * Removes the features newer than 2017 from a realm, with any version of Node.
 *
 * @param {import('node:vm').Context} realm
 * @param {string[]} [symbols] newer symbols to keep
 */
export function removeNewer(realm, symbols = []) {
  runInContext(`(${keepOnly})`, realm)(KNOWN, WEBASSEMBLY, symbols);
}

/**
 * Runs inside the realm.
 *
 * @param {Record<string, import('./es2017.js').Members>} known
 * @param {string[]} webAssembly
 * @param {string[]} symbols
 */
function keepOnly(known, webAssembly, symbols) {
  // The properties that every function or object has.
  const always = ['length', 'name', 'prototype', 'constructor', 'arguments', 'caller', 'toString', 'toLocaleString', 'valueOf', '__proto__'];
  const NewSymbol = Symbol;
  const { hasOwn } = Object;
  const { ownKeys, deleteProperty } = Reflect;
  const prototypeOf = (/** @type {object} */ object) => Object(Reflect.getPrototypeOf(object));
  /** @param {string | symbol} key */
  const nameOf = (key) => (typeof key === 'symbol' ? String(key).replace(/^Symbol\(Symbol\.(\w+)\)$/, '@@$1') : key);
  /**
   * @param {object} object
   * @param {string[]} names
   */
  const keep = (object, names) => {
    for (const key of ownKeys(object)) if (!names.includes(nameOf(key)) && !always.includes(nameOf(key))) deleteProperty(object, key);
  };

  /** @type {Record<string, any>} */
  const realm = globalThis;
  keep(realm.WebAssembly, webAssembly);
  const {
    WebAssembly,
    Symbol: { iterator },
  } = realm;
  keep(prototypeOf(prototypeOf(realm.Array()[iterator]())), ['@@iterator']);
  for (const [name, { own, prototype }] of Object.entries(known)) {
    const value = realm[name];
    if (Object(value) !== value) continue;
    if (name.endsWith('Array') && name !== 'Array') {
      keep(prototypeOf(value), own);
      keep(prototypeOf(value.prototype), prototype);
    }
    keep(value, own);
    if (value.prototype) keep(value.prototype, prototype);
  }
  // Replaced, because newer properties of Symbol cannot be deleted.
  realm.Symbol = Object.assign((/** @type {string} */ text) => NewSymbol(text), { prototype: NewSymbol.prototype });
  for (const name of [...(known.Symbol?.own ?? []), ...symbols]) realm.Symbol[name] = /** @type {any} */ (NewSymbol)[name];
  for (const name of ownKeys(realm)) if (typeof name === 'string' && !hasOwn(known, name)) deleteProperty(realm, name);
  Object.defineProperty(realm, 'WebAssembly', { value: WebAssembly, configurable: true, writable: true });
}

/**
 * Limits synchronous compilation in a realm as Chromium before 115 does in pages.
 *
 * @param {import('node:vm').Context} realm
 */
export function limitSynchronous(realm) {
  runInContext(`(${refuseSynchronous})`, realm)(SYNCHRONOUS_BYTES);
}

/**
 * Runs inside the realm.
 *
 * @param {number} most
 */
function refuseSynchronous(most) {
  const { Module } = WebAssembly;
  /** @param {string} what */
  const tooLarge = (what) => new RangeError(`WebAssembly.${what} is disallowed on the main thread, if the buffer size is larger than 4KB.`);
  WebAssembly.Module = new Proxy(Module, {
    construct(target, [bytes]) {
      if (bytes.byteLength > most) throw tooLarge('Compile');
      return new target(bytes);
    },
  });
  // Refuses every instance, because a module does not show its size.
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct() {
      throw tooLarge('Instance');
    },
  });
}

class OldTextEncoder {
  /** @param {string} text */
  encode(text) {
    return new TextEncoder().encode(text);
  }
}

/**
 * A fetch whose answer has only the properties that the client reads, and which cannot be aborted.
 *
 * @param {string} url
 * @param {RequestInit} init
 */
async function oldFetch(url, { method, headers, body, redirect, ...more }) {
  if (Object.keys(more).length > 0) throw new TypeError('expected a request without newer options, found some');
  const {
    status,
    headers: answered,
    ...response
  } = await fetch(url, { method, headers, body, redirect }).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    bytes: await response.arrayBuffer(),
  }));
  return { status, headers: { get: (/** @type {string} */ name) => answered.get(name) }, arrayBuffer: async () => response.bytes };
}
