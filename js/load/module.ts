import * as exported from '../../pkg/houcaller_coupons_bg.js';
import { CouponError } from '../coupon-error.js';
import { instantiate, instantiateAtOnce } from './instance.js';
import type { Engine, InitInput } from '../types/index.js';

type Source = InitInput | Promise<InitInput>;
type SourceAtHand = BufferSource | WebAssembly.Module | Engine;

let defaultSource: () => Source;
let sourceAtHand: (() => SourceAtHand) | undefined;
let loading: Promise<void> | undefined;
let loaded = false;
let withoutWasm = 'houcaller-coupons/no-wasm';

/**
 * Each entry says once where its WebAssembly is when `init` is not told, and what is called for where the host has none.
 *
 * @internal
 */
export function setDefaultSource(source: () => Source, sibling = withoutWasm): void {
  defaultSource = source;
  withoutWasm = sibling;
}

/**
 * Where the host lets a module be compiled on the spot, an entry says this in place of {@link setDefaultSource}: nobody then has to await `init`.
 *
 * @internal
 */
export function setSourceAtHand(source: () => SourceAtHand): void {
  sourceAtHand = source;
}

/**
 * Compiles the WebAssembly module. Calls after the first share its outcome; after a failure the next call tries again.
 * On a server (the conditions `node`, `workerd` and `edge-light`) it need not be called: the first call of any function compiles.
 *
 * @param source Where the module is. Default: it comes with the entry.
 * @throws {CouponError} `config`, when the module cannot be loaded or compiled.
 * @example
 * await init();
 * isCouponCode('7270000006699'); // true
 */
export default function init(source?: InitInput | Promise<InitInput>): Promise<void> {
  if (!isNothing(source) && typeof source !== 'object' && typeof source !== 'string') {
    const expected = 'a module, its bytes, where they are, or an answer with them';
    return Promise.reject(new CouponError('config', `init: expected ${expected}, found a ${typeof source}`));
  }
  loading ??= compile(source).catch((cause: unknown) => {
    loading = undefined;
    throw failure(cause);
  });
  return loading;
}

/** Whether functions can be called without waiting for anything. */
export function isReady(): boolean {
  return loaded || (sourceAtHand !== undefined && !loading);
}

function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

async function compile(source?: Source): Promise<void> {
  // A call may have compiled it, and clients point into its memory.
  if (loaded) return;
  if (!isNothing(source)) await instantiate(await source);
  else if (sourceAtHand) instantiateAtOnce(sourceAtHand());
  else await instantiate(await defaultSource());
  loaded = true;
}

function failure(cause: unknown): CouponError {
  if (cause instanceof CouponError) return cause;
  // Of whatever realm.
  const { name, message } = Object(cause) as Partial<Error>;
  if (typeof WebAssembly !== 'object') {
    // iOS's Lockdown Mode and some policies of companies take it away; mini-programs never had it by this name.
    const found = isMiniProgram() ? "a mini-program; there, use 'houcaller-coupons/mini-program'" : `one without; there, use '${withoutWasm}'`;
    return new CouponError('config', `init: expected a host with WebAssembly, found ${found}`, { cause });
  }
  // Chromium said that code generation is disallowed until it knew 'wasm-unsafe-eval'.
  const forbidden = /content.security|\bCSP\b|unsafe-eval|code generation disallowed/i.test(message || '');
  const reason = forbidden
    ? `the page's Content-Security-Policy forbids WebAssembly; it must allow 'wasm-unsafe-eval' in script-src (older browsers: 'unsafe-eval'), or the page use '${withoutWasm}'`
    : `the WebAssembly module could not be loaded: ${message || 'no reason was given'}`;
  // What did not come may come the next time; what came and is of no use stays so.
  const retryable = !forbidden && name !== 'CompileError' && name !== 'LinkError';
  return new CouponError('config', `init: ${reason}`, { cause, retryable });
}

declare const wx: unknown;
declare const my: unknown;
declare const tt: unknown;

/** The pages that WeChat shows have a `wx` as well, and a `fetch`. */
function isMiniProgram(): boolean {
  return typeof fetch === 'undefined' && [typeof wx, typeof my, typeof tt].includes('object');
}

/**
 * What the module exports, once it is there.
 *
 * @internal
 */
export function module(): typeof exported {
  // One that is on its way would take the place of one that is made now, and with it the memory that clients point into.
  if (!loaded && sourceAtHand && !loading) compileAtOnce(sourceAtHand);
  if (!loaded) {
    throw new CouponError('config', 'init: expected to have been awaited before this call, found it was not');
  }
  return exported;
}

function compileAtOnce(source: () => SourceAtHand): void {
  try {
    instantiateAtOnce(source());
    loaded = true;
  } catch (cause) {
    throw failure(cause);
  }
}
