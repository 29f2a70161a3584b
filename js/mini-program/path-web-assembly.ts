// The part of `WebAssembly` that js/load/instance.ts uses, on hosts that take the path of a file in the code package
// instead of bytes.
import { CouponError } from '../coupon-error.js';
import { hostError } from './host-error.js';

interface Instance {
  readonly exports: object;
}

interface PathWebAssembly {
  /** Resolves to an instance by WeChat's typings, to an object with one by Douyin's documentation. */
  instantiate(path: string, imports: object): Promise<Instance | { instance: Instance }>;
}

declare const WXWebAssembly: PathWebAssembly | undefined;
declare const TTWebAssembly: PathWebAssembly | undefined;
declare const MYWebAssembly: PathWebAssembly | undefined;
declare const wx: unknown;
declare const tt: unknown;
declare const my: unknown;
declare const window: { fetch?: unknown } | undefined;

export const pathWebAssembly = {
  async instantiate({ path }: { path: string }, imports: object): Promise<Instance | { instance: Instance }> {
    const host = hostWebAssembly();
    try {
      return await host.instantiate(path, imports);
    } catch (failure) {
      throw hostError(failure);
    }
  },
};

function hostWebAssembly(): PathWebAssembly {
  if (typeof WXWebAssembly !== 'undefined') return WXWebAssembly;
  if (typeof TTWebAssembly !== 'undefined') return TTWebAssembly;
  if (typeof MYWebAssembly !== 'undefined') return MYWebAssembly;
  throw new CouponError('config', `init: ${reason()}`);
}

/**
 * Names the API that the host should have. `tt` and `my` are checked first, because frameworks add a `wx` to some
 * hosts.
 */
function reason(): string {
  if (typeof window === 'object' && typeof window.fetch === 'function') return "this is a web page; use 'houcaller-coupons' instead";
  const name = typeof tt !== 'undefined' ? 'TT' : typeof my !== 'undefined' ? 'MY' : '';
  if (name || typeof wx === 'undefined') return `this host has no ${name}WebAssembly; use 'houcaller-coupons/mini-program/no-wasm' instead`;
  return 'this host has no WXWebAssembly; WeChat has it from base library 2.13 on, and takes .wasm.br from 2.14 on';
}
