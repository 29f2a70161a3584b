// Loads the module once for each entry, and gives access to its exports.
import * as exported from '../../pkg/houcaller_coupons_bg.js';
import { CouponError } from '../coupon-error.js';
import { instantiate, instantiateSync } from './instance.js';
import type { Engine, InitInput } from '../types/index.js';

type Source = InitInput | Promise<InitInput>;
type SyncSource = BufferSource | WebAssembly.Module | Engine;

let defaultSource: () => Source;
let syncSource: (() => SyncSource) | undefined;
let loading: Promise<void> | undefined;
let loaded = false;
let noWasmEntry = 'houcaller-coupons/no-wasm';

/**
 * Each entry calls this once. It sets where `init` finds the WebAssembly by default, and the entry to recommend on
 * hosts without WebAssembly.
 *
 * @internal
 */
export function setDefaultSource(source: () => Source, fallbackEntry = noWasmEntry): void {
  defaultSource = source;
  noWasmEntry = fallbackEntry;
}

/**
 * An entry calls this instead of {@link setDefaultSource} where the module can be compiled synchronously, so that
 * awaiting `init` is optional.
 *
 * @internal
 */
export function setSyncSource(source: () => SyncSource): void {
  syncSource = source;
}

/**
 * Compiles the WebAssembly module. Later calls return the same promise; after a failure, the next call tries again.
 * With `houcaller-coupons` and `/slim` on servers (the export conditions `node`, `workerd` and `edge-light`), and with
 * every `/no-wasm`, calling it is optional, because the first call of any function compiles the module. With
 * `/gateway-client`, the synchronous functions need it on servers too.
 *
 * @param source Where to find the module. Default: the module that comes with the entry.
 * @throws {CouponError} `config`, when the module cannot be loaded or compiled.
 * @example
 * await init();
 * isCouponCode('7270000006699'); // true
 */
export default function init(source?: InitInput | Promise<InitInput>): Promise<void> {
  if (!isNothing(source) && typeof source !== 'object' && typeof source !== 'string') {
    const expected = 'a WebAssembly.Module, its bytes, its URL or a Response';
    return Promise.reject(new CouponError('config', `init: expected ${expected}, found a ${typeof source}`));
  }
  // If the module is loaded already, a source that rejects has no other use.
  if (!isNothing(source)) Promise.resolve(source).catch(() => undefined);
  loading ??= compile(source).catch((cause: unknown) => {
    loading = undefined;
    throw loadError(cause);
  });
  return loading;
}

/** Returns whether functions can be called without awaiting `init`. */
export function isReady(): boolean {
  return loaded || (syncSource !== undefined && !loading);
}

function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

async function compile(source?: Source): Promise<void> {
  // A synchronous call may have compiled the module already. Its clients point into its memory, so it must not be
  // replaced.
  if (loaded) return;
  if (!isNothing(source)) await instantiate(await source);
  else if (syncSource) instantiateSync(syncSource());
  else await instantiate(await defaultSource());
  loaded = true;
}

function loadError(cause: unknown): CouponError {
  if (cause instanceof CouponError) return cause;
  // Not `instanceof Error`, because the exception can be of another realm.
  const { name, message } = Object(cause) as Partial<Error>;
  if (typeof WebAssembly !== 'object') {
    // iOS's Lockdown Mode and some company policies disable WebAssembly. Mini-programs have it under other names.
    const entry = isMiniProgram() ? 'houcaller-coupons/mini-program' : noWasmEntry;
    return new CouponError('config', `init: this host has no WebAssembly; use '${entry}' instead`, { cause });
  }
  // Chromium versions that do not know 'wasm-unsafe-eval' say that code generation is disallowed.
  const forbidden = /content.security|\bCSP\b|unsafe-eval|code generation disallowed/i.test(message || '');
  const reason = forbidden
    ? `the page's Content-Security-Policy forbids WebAssembly; it must allow 'wasm-unsafe-eval' in script-src (older browsers: 'unsafe-eval'), or the page use '${noWasmEntry}'`
    : `the WebAssembly module could not be loaded: ${message || 'no reason was given'}`;
  // A download may succeed the next time. A module that cannot be compiled or linked stays invalid.
  const retryable = !forbidden && name !== 'CompileError' && name !== 'LinkError';
  return new CouponError('config', `init: ${reason}`, { cause, retryable });
}

declare const wx: unknown;
declare const my: unknown;
declare const tt: unknown;

/** Web pages inside WeChat have a `wx` too, but mini-programs have no `fetch`. */
function isMiniProgram(): boolean {
  return typeof fetch === 'undefined' && [typeof wx, typeof my, typeof tt].includes('object');
}

/**
 * Returns the module's exports. Compiles the module first if the entry has a synchronous source.
 *
 * @internal
 */
export function module(): typeof exported {
  // Not while `init` is loading: its instance would replace this one, and with it the memory that clients point into.
  if (!loaded && syncSource && !loading) compileSync(syncSource);
  if (!loaded) {
    throw new CouponError('config', 'init: must be awaited before this call');
  }
  return exported;
}

function compileSync(source: () => SyncSource): void {
  try {
    instantiateSync(source());
    loaded = true;
  } catch (cause) {
    throw loadError(cause);
  }
}
