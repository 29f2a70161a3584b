// As much of `WebAssembly` as js/load/instance.ts asks for, over a host that takes no bytes but the path of a file in the code package.
import { CouponError } from '../coupon-error.js';
import { hostError } from './host-error.js';

interface Instance {
  readonly exports: object;
}

interface PathWebAssembly {
  /** WeChat's typings say the former, Douyin's documentation says the latter. */
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
  throw new CouponError('config', `init: expected ${lacking()}`);
}

/** In the words of the host. Frameworks give some hosts a `wx` of their own. */
function lacking(): string {
  if (typeof window === 'object' && typeof window.fetch === 'function') return "a mini-program, found a page; there, use 'houcaller-coupons'";
  const instead = "found one without; there, use 'houcaller-coupons/mini-program/no-wasm'";
  if (typeof tt !== 'undefined') return `a host with TTWebAssembly, ${instead}`;
  if (typeof my !== 'undefined') return `a host with MYWebAssembly, ${instead}`;
  if (typeof wx === 'undefined') return `a host with WebAssembly, ${instead}`;
  return 'a host with WXWebAssembly, found one without; WeChat has it from base library 2.13 on, and takes .wasm.br from 2.14 on';
}
