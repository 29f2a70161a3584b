import load, * as exports from '../pkg/houcaller_coupons.js';
import { CouponError } from './coupon-error.js';
import type { InitInput } from './types.js';

type Source = InitInput | Promise<InitInput>;

let defaultSource: () => Source;
let loading: Promise<void> | undefined;
let loaded = false;

/**
 * Each entry says once where its WebAssembly is when `init` is not told.
 *
 * @internal
 */
export function setDefaultSource(source: () => Source): void {
  defaultSource = source;
}

/**
 * Compiles the WebAssembly module. Calls after the first share its outcome; after a failure the next call tries again.
 *
 * @param source Where the module is. Default: it comes with the entry.
 * @throws {CouponError} `config`, when the module cannot be loaded or compiled.
 * @example
 * await init();
 */
export default function init(source?: Source): Promise<void> {
  loading ??= compile(source).catch((cause: unknown) => {
    loading = undefined;
    throw new CouponError('config', `init: ${reason(cause)}`, { cause, retryable: true });
  });
  return loading;
}

function reason(cause: unknown): string {
  const told = cause instanceof Error ? cause.message : '';
  return /content.security|\bCSP\b|unsafe-eval/i.test(told)
    ? "the page's Content-Security-Policy forbids WebAssembly; it must allow 'wasm-unsafe-eval' in script-src"
    : `the WebAssembly module could not be loaded: ${told || 'no reason was given'}`;
}

async function compile(source?: Source): Promise<void> {
  await load({ module_or_path: source ?? defaultSource() });
  loaded = true;
}

/**
 * What the module exports, once it is there.
 *
 * @internal
 */
export function module(): typeof exports {
  if (!loaded) {
    throw new CouponError('config', 'init: expected to have been awaited before this call, found it was not');
  }
  return exports;
}
