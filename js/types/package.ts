// What the package adds to the crate: many members, and where the WebAssembly is.
import type { CouponError } from '../coupon-error.js';
import type { Coupon, MemberQuery, RequestOptions } from './crate.js';

/**
 * How far a run over many members has come.
 *
 * @example
 * const onProgress = ({ done, asked }: BatchProgress) => {
 *   console.log(`${done} of ${asked}`); // 1 of …
 * };
 * for await (const { coupons } of client.listCouponsOfMembers(queries, { onProgress }));
 */
export interface BatchProgress {
  /** Members that were asked for, each once. */
  asked: number;
  /** Results so far, of either kind. */
  done: number;
  /** Those of them that are errors. */
  failed: number;
  /** Queries that were left out because the same one came before. */
  duplicates: number;
}

/**
 * What a run over many members may carry.
 *
 * @example
 * const options: BatchOptions = { concurrency: 8, retry: 4 };
 * for await (const { query, coupons } of client.listCouponsOfMembers(queries, options)) console.log(query.memberId, coupons?.length);
 */
export interface BatchOptions extends RequestOptions {
  /**
   * How many members are asked for at the same time, 1 to 64.
   * @defaultValue 4
   */
  concurrency?: number;
  /** Told after each result, before it is handed on. What it throws is ignored. Default: none. */
  onProgress?: (progress: BatchProgress) => void;
}

/**
 * One member's outcome in a run over many: the coupons, or the error.
 *
 * @example
 * const count = ({ coupons, error }: MemberResult) => (error ? error.kind : coupons.length);
 * for await (const result of client.listCouponsOfMembers([{ memberId: 'K1H93QDKI00B7' }])) console.log(count(result)); // 8
 */
export type MemberResult =
  | {
      /** Whose, as it was given. */
      query: MemberQuery;
      /** All of the member's coupons. */
      coupons: Coupon[];
      /** Nothing went wrong. */
      error?: undefined;
    }
  | {
      /** Whose, as it was given. */
      query: MemberQuery;
      /** None came. */
      coupons?: undefined;
      /** Why not. */
      error: CouponError;
    };

declare global {
  // The DOM's own, once more: who compiles for a server may have no types of the DOM, and those of Node leave this one out.
  namespace WebAssembly {
    interface Module {}
  }
}

/**
 * The client's engine as JavaScript: what `houcaller-coupons/no-wasm` and its siblings export as `engine`. It fits the entry that it is named after, of
 * the same version; what is in it is for `init` alone.
 *
 * @example
 * const load = async (): Promise<Engine> => (await import('houcaller-coupons/no-wasm')).engine;
 * await init(await load());
 */
export interface Engine {
  /** Of which module it was made. */
  readonly moduleId: string;
  /** Makes an instance. */
  readonly instantiate: (imports: object) => object;
}

/**
 * What can be given to `init` where the WebAssembly does not come with the entry: its address, its bytes, a response that carries it, the
 * compiled module, or the engine without WebAssembly.
 *
 * @example
 * const source: InitInput = '/assets/houcaller_coupons_bg.wasm';
 * await init(source);
 */
export type InitInput = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module | Engine;
