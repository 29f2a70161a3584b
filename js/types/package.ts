// Types of the parts that the package adds to the crate: runs over many members, and loading the module.
import type { CouponError } from '../coupon-error.js';
import type { Coupon, MemberQuery, RequestOptions } from './crate.js';

/**
 * The progress of a run over many members.
 *
 * @example
 * const onProgress = ({ done, asked }: BatchProgress) => {
 *   console.log(`${done} of ${asked}`); // 1 of …
 * };
 * for await (const { coupons } of client.listCouponsOfMembers(queries, { onProgress }));
 */
export interface BatchProgress {
  /** The number of different queries that were started. */
  asked: number;
  /** The number of results so far, with coupons or with an error. */
  done: number;
  /** The number of results with an error. */
  failed: number;
  /** The number of queries that were skipped as duplicates. */
  duplicates: number;
}

/**
 * The options of a run over many members. Those of {@link RequestOptions} apply to each of its calls; `signal` aborts
 * the whole run.
 *
 * @example
 * const options: BatchOptions = { concurrency: 8, retry: 4 };
 * for await (const { query, coupons } of client.listCouponsOfMembers(queries, options)) console.log(query.memberId, coupons?.length);
 */
export interface BatchOptions extends RequestOptions {
  /**
   * The maximum number of calls at the same time, 1 to 64.
   * @defaultValue 4
   */
  concurrency?: number;
  /** Called for each result, before the loop receives it. An exception of it is ignored. Default: none. */
  onProgress?: (progress: BatchProgress) => void;
}

/**
 * The result for one member in a run over many: either `coupons` or `error`.
 *
 * @example
 * const count = ({ coupons, error }: MemberResult) => (error ? error.kind : coupons.length);
 * for await (const result of client.listCouponsOfMembers([{ memberId: 'K1H93QDKI00B7' }])) console.log(count(result)); // 8
 */
export type MemberResult =
  | {
      /** The query, as it came from the source. */
      query: MemberQuery;
      /** All of the member's coupons. */
      coupons: Coupon[];
      /** Absent: the call succeeded. */
      error?: undefined;
    }
  | {
      /** The query, as it came from the source. */
      query: MemberQuery;
      /** Absent: the call failed. */
      coupons?: undefined;
      /** Why the call failed. */
      error: CouponError;
    };

declare global {
  // Repeats the declaration of TypeScript's `dom` library, because projects for servers may not have it, and Node's
  // types lack this interface.
  namespace WebAssembly {
    interface Module {}
  }
}

/**
 * The client's engine as JavaScript, exported as `engine` by `houcaller-coupons/no-wasm` and the other entries without
 * WebAssembly. Pass it to `init` of the entry of the same name without `/no-wasm`, of the same version. Its fields are
 * internal.
 *
 * @example
 * const load = async (): Promise<Engine> => (await import('houcaller-coupons/no-wasm')).engine;
 * await init(await load());
 */
export interface Engine {
  /** Identifies the module from which the engine was made. */
  readonly moduleId: string;
  /** Creates an instance. */
  readonly instantiate: (imports: object) => object;
}

/**
 * The parameter of `init`: the WebAssembly as a URL, a request, a response, bytes or a compiled module; or the engine
 * without WebAssembly.
 *
 * @example
 * const source: InitInput = '/assets/houcaller_coupons_bg.wasm';
 * await init(source);
 */
export type InitInput = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module | Engine;
