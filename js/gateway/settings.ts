// Reads `GatewayOptions`, field by field; the errors name the field.
import { LONGEST_WAIT_MS } from './deadline.js';
import { Fields, isObject, knownFieldsOnly, nameOrNone, object, type Given } from './fields.js';
import { readOriginSettings, type OriginSettings } from './origin-settings.js';
import type { Authorize, GatewayLogLine, GatewayOptions, RateLimiter } from './types.js';

const DEFAULT_PATH = '/coupons';
const DEFAULT_TIMEOUT_MS = 5_000;
const SHORTEST_HASH_KEY = 16;

const FIELDS: ReadonlyArray<keyof GatewayOptions> = [
  'baseUrl',
  'channel',
  'cipher',
  'nextCipher',
  'authorize',
  'path',
  'origins',
  'hosts',
  'allowHeaders',
  'rateLimit',
  'rateLimiter',
  'concurrency',
  'queue',
  'cache',
  'circuitBreaker',
  'timeoutMs',
  'totalTimeoutMs',
  'retry',
  'onInvalidCoupon',
  'maxAnswerBytes',
  'bodyTimeoutMs',
  'authorizeTimeoutMs',
  'metrics',
  'log',
  'hashKey',
  'fetch',
  'headers',
  'now',
];

/** `GatewayOptions` with their defaults filled in. What is the client's own is for the client to check. */
export interface Settings extends OriginSettings {
  readonly given: GatewayOptions;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly authorize: Authorize;
  readonly path: string;
  readonly rateLimit: { readonly requests: number; readonly seconds: number };
  readonly rateLimiter: RateLimiter | undefined;
  readonly concurrency: number;
  readonly queue: number;
  readonly cache: { readonly ttlMs: number; readonly maxBytes: number };
  readonly circuitBreaker: { readonly failures: number; readonly percent: number; readonly windowMs: number; readonly resetMs: number };
  readonly bodyTimeoutMs: number;
  readonly authorizeTimeoutMs: number;
  readonly metrics: ((request: Request) => unknown) | undefined;
  readonly log: ((line: GatewayLogLine) => unknown) | undefined;
  readonly hashKey: string | undefined;
}

/** @throws {CouponError} `config`, naming the field. */
export function readSettings(options: unknown): Settings {
  const given = object('config', 'options', options);
  knownFieldsOnly('config', 'options', given, FIELDS);
  const fields = new Fields('config', given);
  const authorize = fields.function<Authorize>('authorize');
  if (!authorize) throw fields.unexpected('authorize', 'a function that says who may ask for what', 'none');
  const path = fields.text('path') ?? DEFAULT_PATH;
  if (!/^(\/[\w.~-]+)*$/.test(path)) throw fields.unexpected('path', "segments that each begin with '/', of letters, digits and -._~", 'another string');
  const hashKey = fields.text('hashKey');
  if (hashKey !== undefined && hashKey.length < SHORTEST_HASH_KEY) throw fields.unexpected('hashKey', 'at least 16 characters', 'fewer');
  const rateLimiter = fields.optional('rateLimiter', (value) => readLimiter(fields, value));
  // Instances that share a store must write the same hashes into it.
  if (rateLimiter && hashKey === undefined) throw fields.unexpected('hashKey', 'one beside rateLimiter', 'none');
  return {
    given: given as unknown as GatewayOptions,
    timeoutMs: time(fields.value('timeoutMs'), 10_000),
    totalTimeoutMs: time(fields.value('totalTimeoutMs'), 30_000),
    authorize,
    path,
    ...readOriginSettings(fields),
    rateLimit: readCounts(fields, 'rateLimit', { requests: 60, seconds: 60 }, 1, { seconds: Math.floor(LONGEST_WAIT_MS / 1_000) }),
    rateLimiter,
    concurrency: positive(fields, 'concurrency', 16),
    queue: fields.count('queue') ?? 64,
    cache: readCounts(fields, 'cache', { ttlMs: 3_000, maxBytes: 16 * 2 ** 20 }, 0),
    circuitBreaker: readCounts(fields, 'circuitBreaker', { failures: 5, percent: 50, windowMs: 10_000, resetMs: 10_000 }, 1, { percent: 100 }),
    bodyTimeoutMs: positive(fields, 'bodyTimeoutMs', DEFAULT_TIMEOUT_MS, LONGEST_WAIT_MS),
    authorizeTimeoutMs: positive(fields, 'authorizeTimeoutMs', DEFAULT_TIMEOUT_MS, LONGEST_WAIT_MS),
    metrics: fields.function('metrics'),
    log: fields.function('log'),
    hashKey,
  };
}

/** A time of the client's own, which checks it. */
function time(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function readLimiter(fields: Fields, value: unknown): RateLimiter {
  if (isObject(value) && typeof value.consume === 'function') return value as unknown as RateLimiter;
  throw fields.unexpected('rateLimiter', 'an object with consume(caller)', nameOrNone(value));
}

/** @param most What a timer can wait, where that is what it is for: beyond it, it does not wait at all. */
function positive(fields: Fields, name: string, otherwise: number, most = Infinity): number {
  const count = fields.count(name) ?? otherwise;
  if (count === 0) throw fields.unexpected(name, 'a whole number, 1 or more', '0');
  if (count > most) throw fields.unexpected(name, `at most ${most}`, 'more');
  return count;
}

/** An object of whole numbers, each with a default. */
function readCounts<Name extends string>(
  fields: Fields,
  name: string,
  defaults: Record<Name, number>,
  least: 0 | 1,
  most: Readonly<Record<string, number>> = {},
): Record<Name, number> {
  return fields.optional(name, (value, path) => counts(object('config', path, value), path, defaults, least, most)) ?? defaults;
}

function counts<Name extends string>(
  given: Given,
  path: string,
  defaults: Record<Name, number>,
  least: 0 | 1,
  most: Readonly<Record<string, number>>,
): Record<Name, number> {
  knownFieldsOnly('config', path, given, Object.keys(defaults));
  const fields = new Fields('config', given, `${path}.`);
  const read = Object.entries<number>(defaults).map(([name, otherwise]) => [name, least ? positive(fields, name, otherwise, most[name]) : (fields.count(name) ?? otherwise)]);
  return Object.fromEntries(read);
}
