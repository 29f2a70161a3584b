// @ts-check
// A page's globals as they were in 2017, as far as a newer engine can forget: everything that the language and WebAssembly have got since then is
// taken away, and of the host there is what the package cannot do without.
import { createContext, runInContext } from 'node:vm';
import { es2017 } from './es2017.js';

const ERRORS = ['CompileError', 'LinkError', 'RuntimeError'];
const WEBASSEMBLY = ['validate', 'compile', 'instantiate', 'Module', 'Instance', 'Memory', 'Table', ...ERRORS, '@@toStringTag'];

const KNOWN = es2017();

/** @returns {import('node:vm').Context & Record<string, any>} */
export function realmOf2017() {
  const realm = createContext({});
  forgetNewer(realm);
  return Object.assign(realm, { TextDecoder, TextEncoder: OldTextEncoder, atob, clearTimeout, fetch: oldFetch, setTimeout });
}

/**
 * Takes from a realm what is newer than 2017, whichever version of Node made it.
 *
 * @param {import('node:vm').Context} realm
 * @param {string[]} [symbols] of the newer ones, those that stay
 */
export function forgetNewer(realm, symbols = []) {
  runInContext(`(${forget})`, realm)(KNOWN, WEBASSEMBLY, symbols);
}

/**
 * Runs inside the realm.
 *
 * @param {Record<string, import('./es2017.js').Members>} known
 * @param {string[]} webAssembly
 * @param {string[]} symbols
 */
function forget(known, webAssembly, symbols) {
  // Whatever a function or an object has from its kind.
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
  const { WebAssembly, Symbol: { iterator } } = realm;
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
  // Its newer properties cannot be deleted.
  realm.Symbol = Object.assign((/** @type {string} */ text) => NewSymbol(text), { prototype: NewSymbol.prototype });
  for (const name of [...(known.Symbol?.own ?? []), ...symbols]) realm.Symbol[name] = /** @type {any} */ (NewSymbol)[name];
  for (const name of ownKeys(realm)) if (typeof name === 'string' && !hasOwn(known, name)) deleteProperty(realm, name);
  Object.defineProperty(realm, 'WebAssembly', { value: WebAssembly, configurable: true, writable: true });
}

class OldTextEncoder {
  /** @param {string} text */
  encode(text) {
    return new TextEncoder().encode(text);
  }
}

/**
 * An answer has what is read of it, and nothing can be aborted.
 *
 * @param {string} url
 * @param {RequestInit} init
 */
async function oldFetch(url, { method, headers, body, redirect, ...more }) {
  if (Object.keys(more).length > 0) throw new TypeError('expected a request as simple as they were, found more');
  const { status, headers: answered, ...response } = await fetch(url, { method, headers, body, redirect }).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    bytes: await response.arrayBuffer(),
  }));
  return { status, headers: { get: (/** @type {string} */ name) => answered.get(name) }, arrayBuffer: async () => response.bytes };
}
