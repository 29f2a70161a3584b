// As much of `WebAssembly` as js/instance.ts asks for, over a host that takes no bytes but the path of a file in the code package.
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
  const versions = 'WeChat has it from base library 2.13 on, and takes .wasm.br from 2.14 on';
  throw new CouponError('config', `init: expected a host with WXWebAssembly, TTWebAssembly or MYWebAssembly, found one without; ${versions}`);
}
