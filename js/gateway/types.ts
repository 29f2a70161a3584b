// The public types of the gateway.
import type { Cipher, MemberQuery, RetryOptions } from '../types/index.js';
import type { Unavailable } from './unavailable.js';

/**
 * The result of {@link Authorize}: the query that is sent to the CRM, and the caller.
 *
 * @example
 * const mine: AuthorizedQuery = { memberId: 'K1H93QDKI00B7', caller: 'K1H93QDKI00B7' };
 */
export interface AuthorizedQuery extends MemberQuery {
  /**
   * The identity of the caller, not empty. The rate limit counts by it, and the log has only its hash. Set it wherever
   * a caller may query other members. Default, if the field is absent: the ids of the query.
   */
  caller?: string;
}

/**
 * Decides whether a caller may query, and what. For a member, return the member's own id, whatever the query says. For
 * an admin, who may query any member, return the query with the admin as `caller`.
 *
 * An exception gives 401, and `null` or `undefined` gives 403; neither answer says why. If it cannot decide for the
 * moment, because a session store does not answer, throw an {@link Unavailable}. That gives 503 with `Retry-After`, so
 * that nobody is logged out. Taking longer than `authorizeTimeoutMs` gives 503 as well.
 *
 * @param request The caller's request. Read its headers; its body has already been read.
 * @param query The caller's query, checked: at least one id is present.
 * @returns The query that is sent to the CRM, or `null` or `undefined` to refuse.
 * @example
 * const authorize: Authorize = async (request) => {
 *   const session = await sessionOf(request); // throws where there is none
 *   return { memberId: session.memberId };
 * };
 */
export type Authorize = (request: Request, query: MemberQuery) => AuthorizedQuery | null | undefined | Promise<AuthorizedQuery | null | undefined>;

/**
 * Counts the requests of each caller. The limiters of the package rate-limiter-flexible have this interface, also those
 * whose store is shared by instances.
 *
 * @example
 * const rateLimiter: RateLimiter = new RateLimiterRedis({ storeClient: redis, points: 60, duration: 60 });
 */
export interface RateLimiter {
  /**
   * Counts one request.
   *
   * @param caller A hash of the caller.
   * @returns A promise. After too many requests, it rejects with `{ msBeforeNext }`, in milliseconds, or resolves to
   * `false` or `{ success: false }`, with `msBeforeNext` if it is known; the request is then answered with 429. Any
   * other rejection is a failure of the limiter, and the request is answered with 503.
   * @example
   * await rateLimiter.consume('5f2b6c1d9a0e4c37');
   */
  consume(caller: string): Promise<unknown>;
}

/**
 * The log line of one request. It contains no key, `param`, id or part of an answer.
 *
 * @example
 * const log = (line: GatewayLogLine) => console.log(JSON.stringify(line));
 */
export interface GatewayLogLine {
  /** The time of the answer, in ISO 8601. */
  time: string;
  /** A random id, which the answer has as `x-request-id`. */
  requestId: string;
  /** The route: `listCpnItemByMember`, `healthz`, `metrics`, `openapi.json`, or `none` for an unknown path. */
  route: string;
  /** The HTTP status of the answer. */
  status: number;
  /** The outcome, from a fixed set of phrases: `answered`, `refused by the CRM`, `rate limited`, … */
  outcome: string;
  /** Milliseconds from the arrival of the request to its answer. */
  durationMs: number;
  /** A hash of the caller; absent if the request was refused before `authorize` named one. */
  caller?: string;
  /** A hash of the query that `authorize` allowed; absent if there was none. */
  member?: string;
  /**
   * The source of the answer: a call to the CRM (`miss`), the cache (`hit`), or a call in flight of another request
   * (`joined`).
   */
  cache?: 'miss' | 'hit' | 'joined';
  /** The CRM's code, if it refused the query. */
  code?: number;
  /** What failed: the kind of the error if the CRM gave no usable answer, `authorize: …`, `rateLimiter: …`. */
  failure?: string;
}

/**
 * The options of a gateway. An invalid option gives a `config` error, which names the field.
 *
 * @example
 * const options: GatewayOptions = {
 *   baseUrl: 'http://crm.houcaller.com/htest/openapi/v1',
 *   channel: 'hkl-test',
 *   cipher: { key },
 *   authorize: async (request) => ({ memberId: (await sessionOf(request)).memberId }),
 * };
 */
export interface GatewayOptions {
  /** The base URL of the CRM's endpoints. */
  baseUrl: string;
  /** The channel name that the CRM gave out. */
  channel: string;
  /** How `param` is encrypted, with the key. */
  cipher: Cipher;
  /**
   * The cipher that the CRM will change to, for a key rotation without downtime. While it is set, a query that the CRM
   * refuses under one cipher is sent again under the other, and the cipher that was accepted is tried first from then
   * on. Default: none.
   */
  nextCipher?: Cipher;
  /** Decides what a caller may query. Required. */
  authorize: Authorize;
  /**
   * The path prefix of the routes `listCpnItemByMember`, `healthz`, `openapi.json` and `metrics`.
   * @defaultValue `'/coupons'`
   */
  path?: string;
  /**
   * Origins whose pages may call the gateway in addition to its own, such as `https://desk.example`. Apps and browser
   * extensions have origins too, such as `capacitor://localhost` or `chrome-extension://…`. Their answers get CORS
   * headers, which allow cookies.
   * @defaultValue none
   */
  origins?: string[];
  /**
   * The host names, without ports, under which the gateway may be called, such as `shop.example`. Queries to another
   * host name are answered with 403. This prevents DNS rebinding; it is needed if `authorize` does not require a
   * session. Default: any host name.
   */
  hosts?: string[];
  /**
   * Request headers that pages of `origins` may send in addition to `authorization` and `content-type`, such as
   * `baggage` and `sentry-trace`.
   * @defaultValue none
   */
  allowHeaders?: string[];
  /**
   * The rate limit of each caller. Requests are counted in the memory of this instance, unless `rateLimiter` is set. On
   * Cloudflare Workers set one, because there a caller's requests reach many short-lived instances. Default: 60
   * requests in 60 seconds.
   */
  rateLimit?: {
    /**
     * The number of requests in a window.
     * @defaultValue 60
     */
    requests?: number;
    /**
     * The length of the window in seconds; at most 24 days.
     * @defaultValue 60
     */
    seconds?: number;
  };
  /** A rate limiter that replaces `rateLimit`, for example one with a shared store. Default: none. */
  rateLimiter?: RateLimiter;
  /**
   * The concurrency limit: the maximum number of attempts at the CRM at the same time. A call that waits before a retry
   * does not count.
   * @defaultValue 16
   */
  concurrency?: number;
  /**
   * The maximum number of attempts that wait in the queue of the concurrency limit. When it is full, a request is
   * answered with 503.
   * @defaultValue 64
   */
  queue?: number;
  /**
   * The cache of answers. Requests for the same query are also coalesced into one call, even if the cache is off.
   * Default: 16 MB, 3 seconds.
   */
  cache?: {
    /**
     * The time to live of an answer in milliseconds; 0 turns the cache off.
     * @defaultValue 3000
     */
    ttlMs?: number;
    /**
     * The maximum size of the cache in bytes. Beyond it, the oldest answers are evicted.
     * @defaultValue 16777216
     */
    maxBytes?: number;
  };
  /**
   * The circuit breaker. It opens when at least `failures` attempts within the last `windowMs`, and at least `percent`
   * of them, have failed. Each query has the same weight, at most a fifth, and contributes the share of its own
   * attempts that failed, so that with a `percent` above 40 one or two queries that always fail do not open the
   * circuit. An attempt fails if no complete answer arrives in time, or with a status that is not 2xx, except 4xx other
   * than 408 and 429, which is about one request.
   *
   * While the circuit is open, requests are answered with 503 at once, and `Retry-After` is the time left. Then one
   * attempt of at most 2 seconds, the probe (with `nextCipher`, at most two such calls), finds out whether the CRM works
   * again. After each probe that timed out, the next one may take twice as long, up to `timeoutMs`. The probe is of
   * another query than the one whose failure opened the circuit, if another one comes. Default: opens for 10 seconds
   * when 5 attempts in 10 seconds, and half of them, have failed.
   */
  circuitBreaker?: {
    /**
     * The minimum number of failures. With more than 100 the circuit never opens.
     * @defaultValue 5
     */
    failures?: number;
    /**
     * The minimum failure rate in percent, 1 to 100.
     * @defaultValue 50
     */
    percent?: number;
    /**
     * Milliseconds for which an attempt counts, if it is among the last 100.
     * @defaultValue 10000
     */
    windowMs?: number;
    /**
     * Milliseconds from opening the circuit to the probe.
     * @defaultValue 10000
     */
    resetMs?: number;
  };
  /**
   * Milliseconds for each attempt at the CRM.
   * @defaultValue 10000
   */
  timeoutMs?: number;
  /**
   * The deadline of a request: milliseconds from its arrival for the body, `authorize`, the rate limiter, the queue,
   * all attempts and the waits between them. It also limits the time-outs of these steps.
   * @defaultValue 30000
   */
  totalTimeoutMs?: number;
  /**
   * Whether and when a call to the CRM is retried.
   * @defaultValue 2
   */
  retry?: number | RetryOptions;
  /**
   * What to do with a coupon that does not have the form that the API promises: `throw` answers 502, `skip` leaves it
   * out.
   * @defaultValue `'throw'`
   */
  onInvalidCoupon?: 'throw' | 'skip';
  /**
   * The maximum size of an answer of the CRM in bytes, after decompression. A larger answer gives 502. While an answer
   * is read and checked, it takes several times its size in memory, and up to `concurrency` answers are read at the
   * same time, so set a smaller limit if there is little memory.
   * @defaultValue 33554432
   */
  maxAnswerBytes?: number;
  /**
   * Milliseconds within which the body of a request must arrive.
   * @defaultValue 5000
   */
  bodyTimeoutMs?: number;
  /**
   * Milliseconds within which `authorize` must decide. `metrics` and the rate limiter have the same time-out each.
   * @defaultValue 5000
   */
  authorizeTimeoutMs?: number;
  /**
   * Decides whether a request may read the route `metrics`, which `hosts` does not restrict. Check a token, because
   * after DNS rebinding a request of a foreign page comes from the address of its visitor. Default: none; the route then
   * does not exist.
   */
  metrics?: (request: Request) => boolean | Promise<boolean>;
  /**
   * Called after each request. An exception of it is ignored. Default: one line of JSON on the console. On Node, lines of
   * requests that end in the same turn of the event loop are printed by one call of `console.log`.
   */
  log?: (line: GatewayLogLine) => void;
  /**
   * The key of the hashes of ids in the log and the rate limiter, so that instances write equal hashes. At least 16
   * characters; required with `rateLimiter`. Default: a random key for each instance.
   */
  hashKey?: string;
  /** The function that sends requests to the CRM. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Additional headers of requests to the CRM. Default: none. */
  headers?: Record<string, string>;
  /** The clock. Returns milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number;
}

/**
 * A fetch handler. It always resolves to an answer and never rejects.
 *
 * @param request The caller's request.
 * @param env The second argument of some runtimes; not used.
 * @param context The third argument of workerd and others. Its `waitUntil` keeps a call running for the requests that
 * joined it, after the request that started it has ended.
 * @example
 * const response = await gateway(new Request('https://shop.example/coupons/healthz'));
 * console.log(response.status); // 200
 */
export type Gateway = (request: Request, env?: unknown, context?: { waitUntil?: (promise: Promise<unknown>) => void }) => Promise<Response>;
