import type { Cipher, MemberQuery, RetryOptions } from '../types/index.js';
import type { Unavailable } from './unavailable.js';

/**
 * What a caller may ask, and who it is.
 *
 * @example
 * const mine: AuthorizedQuery = { memberId: 'K1H93QDKI00B7', caller: 'K1H93QDKI00B7' };
 */
export interface AuthorizedQuery extends MemberQuery {
  /**
   * Who asks: what the rate limit counts by; not empty. The log has its hash only. Name it wherever a caller may ask for others than itself.
   * Default, where the field is not there: the ids that are asked for.
   */
  caller?: string;
}

/**
 * Decides whether a caller may ask, and what. A member may ask for its own coupons: return its own id, whatever the query says. An admin may ask for
 * any: return the query, with the admin as `caller`.
 *
 * What it throws is answered with 401, nothing (`null`, `undefined`) with 403; neither says why. Where it cannot tell now, because a session store does not
 * answer, throw an {@link Unavailable}: that is 503 with `Retry-After`, as is taking longer than `authorizeTimeoutMs`, and logs nobody out.
 *
 * @param request The caller's request: its headers. The body has been read.
 * @param query What it asks for, checked: at least one id is there.
 * @returns What is asked of the CRM, or nothing.
 * @example
 * const authorize: Authorize = async (request) => {
 *   const session = await sessionOf(request); // throws where there is none
 *   return { memberId: session.memberId };
 * };
 */
export type Authorize = (request: Request, query: MemberQuery) => AuthorizedQuery | null | undefined | Promise<AuthorizedQuery | null | undefined>;

/**
 * Counts the requests of a caller. The limiters of the package rate-limiter-flexible are such, those with a store that instances share among them.
 *
 * @example
 * const rateLimiter: RateLimiter = new RateLimiterRedis({ storeClient: redis, points: 60, duration: 60 });
 */
export interface RateLimiter {
  /**
   * @param caller A hash of who asks.
   * @returns A promise that rejects with `{ msBeforeNext }`, in milliseconds, when there were too many, or resolves to `false` or `{ success: false }`,
   * with `msBeforeNext` where it is known: 429. Any other rejection is a failure of the limiter, and the request is answered with 503: without it nobody is
   * let through.
   * @example
   * await rateLimiter.consume('5f2b6c1d9a0e4c37');
   */
  consume(caller: string): Promise<unknown>;
}

/**
 * One line of the log, for one request. It holds no key, no `param`, no id and nothing of an answer.
 *
 * @example
 * const log = (line: GatewayLogLine) => console.log(JSON.stringify(line));
 */
export interface GatewayLogLine {
  /** When it was answered, as ISO 8601. */
  time: string;
  /** Random; the answer has it as `x-request-id`. */
  requestId: string;
  /** Which of the gateway's routes: `listCpnItemByMember`, `healthz`, `metrics`, `openapi.json`, or `none`. */
  route: string;
  /** The status it was answered with. */
  status: number;
  /** What came of it, in one of a few phrases: `answered`, `refused by the CRM`, `rate limited`, … */
  outcome: string;
  /** Milliseconds from the request to its answer. */
  durationMs: number;
  /** A hash of who asked, once that was known. */
  caller?: string;
  /** A hash of whose coupons were asked for, once that was allowed. */
  member?: string;
  /** Where the answer came from: the CRM (`miss`), the cache (`hit`), or a call that was under way for another request (`joined`). */
  cache?: 'miss' | 'hit' | 'joined';
  /** The CRM's code, where it refused. */
  code?: number;
  /** What failed, in words: the kind of the error where the CRM gave no answer that can be used, `authorize: …`, `rateLimiter: …`. */
  failure?: string;
}

/**
 * How a gateway is set up. What is wrong with it is a `config` error, which names the field.
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
  /** The CRM's address, which the endpoints hang below. */
  baseUrl: string;
  /** The channel name that the CRM gave out. */
  channel: string;
  /** How `param` is encrypted, with the key. */
  cipher: Cipher;
  /**
   * The cipher that the CRM is about to change to. While it is given, what the CRM refuses under one is asked again under the other, and the one that
   * was accepted is tried first from then on. Default: none.
   */
  nextCipher?: Cipher;
  /** Who may ask for what. There is no default: without it there is no gateway. */
  authorize: Authorize;
  /**
   * The path that its routes hang below: `listCpnItemByMember`, `healthz`, `openapi.json` and `metrics`.
   * @defaultValue `'/coupons'`
   */
  path?: string;
  /**
   * The origins whose pages may call beside its own, such as `https://desk.example`; of apps and browser extensions too, such as `capacitor://localhost`
   * or `chrome-extension://…`. They get CORS headers, and cookies may be sent.
   * @defaultValue none
   */
  origins?: string[];
  /**
   * The host names, without ports, under which it may be called, such as `shop.example`: what a request to another one asks for is answered with 403.
   * Needed where a page that an attacker has pointed at this server by its DNS would be let through, since `authorize` asks for no session.
   * Default: any.
   */
  hosts?: string[];
  /**
   * Request headers that pages of `origins` may send beside `authorization` and `content-type`, such as `baggage` and `sentry-trace`.
   * @defaultValue none
   */
  allowHeaders?: string[];
  /**
   * How many requests each caller has in how many seconds. Counted in the memory of this instance, unless `rateLimiter` is given;
   * on Workers give one, since there a caller's requests reach many instances, each of them short-lived. Default: 60 in 60.
   */
  rateLimit?: {
    /**
     * How many requests.
     * @defaultValue 60
     */
    requests?: number;
    /**
     * In how many seconds; at most 24 days.
     * @defaultValue 60
     */
    seconds?: number;
  };
  /** Counts in place of `rateLimit`. Default: none. */
  rateLimiter?: RateLimiter;
  /**
   * How many attempts at the CRM may be under way at once. A call that waits before its next attempt is none of them meanwhile.
   * @defaultValue 16
   */
  concurrency?: number;
  /**
   * How many more may wait for their turn. Beyond them a request is answered with 503.
   * @defaultValue 64
   */
  queue?: number;
  /** Answers that are remembered for a moment. Equal questions under way are asked once all the same. Default: 16 MB of them for 3 seconds. */
  cache?: {
    /**
     * Milliseconds for which an answer is remembered; 0 remembers none.
     * @defaultValue 3000
     */
    ttlMs?: number;
    /**
     * How many bytes of answers. Beyond them the oldest go.
     * @defaultValue 16777216
     */
    maxBytes?: number;
  };
  /**
   * When the CRM is left alone: once at least `failures` attempts of the last `windowMs`, and `percent` of them, have failed. Each query counts once, by the
   * share of its own attempts that failed, and as a fifth at the most, so that one member whose record the CRM cannot give shuts nobody out. A failure is no
   * complete answer in time, or a status that is not about one request: 4xx other than 408 and 429 is.
   *
   * While it is left alone, requests are answered with 503 at once, and `Retry-After` is the time that is left. Then one attempt of at most 2 seconds, the
   * probe, finds out whether it is well; it is of another query than the one whose failure was the last, as long as there is one. Default: for 10 seconds
   * once 5 attempts in 10 seconds, and half of them, have failed.
   */
  circuitBreaker?: {
    /**
     * How many failures at the least. More than 100 never open it.
     * @defaultValue 5
     */
    failures?: number;
    /**
     * How much of what was asked they are, 1 to 100.
     * @defaultValue 50
     */
    percent?: number;
    /**
     * Milliseconds for which an attempt counts, as far as it is among the last 100.
     * @defaultValue 10000
     */
    windowMs?: number;
    /**
     * Milliseconds until the probe.
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
   * Milliseconds for a request as a whole, from its arrival on: its body, `authorize`, the rate limiter, the wait for a place, all attempts and the waits
   * between them. None of their own times goes beyond it.
   * @defaultValue 30000
   */
  totalTimeoutMs?: number;
  /**
   * Whether and when a call to the CRM is tried again.
   * @defaultValue 2
   */
  retry?: number | RetryOptions;
  /**
   * What to do with a coupon that is not what the API promises: `throw` answers 502, `skip` leaves it out.
   * @defaultValue `'throw'`
   */
  onInvalidCoupon?: 'throw' | 'skip';
  /**
   * How many bytes of an answer of the CRM are read, once they are decompressed: a larger one is answered with 502. While it is read and checked an answer
   * takes several times its bytes of memory, and so many at once as `concurrency` says may be under way: give less where there is less.
   * @defaultValue 33554432
   */
  maxAnswerBytes?: number;
  /**
   * Milliseconds in which a body must have arrived.
   * @defaultValue 5000
   */
  bodyTimeoutMs?: number;
  /**
   * Milliseconds in which `authorize` must have decided; `metrics` and the rate limiter have as many each.
   * @defaultValue 5000
   */
  authorizeTimeoutMs?: number;
  /** Who may read the `metrics`. Default: nobody; then there is no such route. */
  metrics?: (request: Request) => boolean | Promise<boolean>;
  /** Told of each request. What it throws is ignored. Default: one line of JSON on the console. */
  log?: (line: GatewayLogLine) => void;
  /** What the ids in the log are hashed with, so that instances write equal hashes. At least 16 characters; required beside `rateLimiter`. Default: random, each instance its own. */
  hashKey?: string;
  /** Used for the calls to the CRM. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Request headers for the CRM. Default: none. */
  headers?: Record<string, string>;
  /** The clock: milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number;
}

/**
 * A fetch handler. It always resolves to an answer.
 *
 * @param request The caller's.
 * @param env What runtimes put second; not looked at.
 * @param context What workerd and others put third: a call that several requests wait for outlives the one that began it.
 * @example
 * const response = await gateway(new Request('https://shop.example/coupons/healthz'));
 * console.log(response.status); // 200
 */
export type Gateway = (request: Request, env?: unknown, context?: { waitUntil?: (promise: Promise<unknown>) => void }) => Promise<Response>;
