// Reads and checks `GatewayOptions`. Each error names the field.
import type { Cipher } from '../types/index.js';
import { MAX_TIMER_MS } from './deadline.js';
import { Fields, isObject, knownFieldsOnly, nameOrNone, object, type Given } from './fields.js';
import { readOriginSettings, type OriginSettings } from './origin-settings.js';
import type { Authorize, GatewayLogLine, GatewayOptions, RateLimiter } from './types.js';

const DEFAULT_PATH = '/coupons';
const DEFAULT_TIMEOUT_MS = 5_000;
const MIN_HASH_KEY_LENGTH = 16;

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

/** The options that are passed to the client, which checks them. */
const CLIENT_FIELDS = ['baseUrl', 'channel', 'timeoutMs', 'totalTimeoutMs', 'retry', 'onInvalidCoupon', 'maxAnswerBytes', 'fetch', 'headers', 'now'] as const;

/** `GatewayOptions` with defaults. The client checks `client` and the ciphers. */
export interface Settings extends OriginSettings {
  readonly client: Pick<GatewayOptions, (typeof CLIENT_FIELDS)[number]>;
  readonly cipher: Cipher;
  readonly nextCipher: Cipher | undefined;
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
  if (!authorize) throw fields.unexpected('authorize', 'a function', 'none');
  const path = fields.text('path') ?? DEFAULT_PATH;
  if (!/^(\/[\w.~-]+)*$/.test(path)) throw fields.unexpected('path', "segments that each begin with '/', of letters, digits and -._~", 'another string');
  const hashKey = fields.text('hashKey');
  if (hashKey !== undefined && hashKey.length < MIN_HASH_KEY_LENGTH) throw fields.unexpected('hashKey', 'at least 16 characters', 'fewer');
  const rateLimiter = fields.optional('rateLimiter', (value) => readLimiter(fields, value));
  // Instances that share a store must write the same hashes into it.
  if (rateLimiter && hashKey === undefined) throw fields.unexpected('hashKey', 'a string with rateLimiter', 'none');
  const client = Object.fromEntries(CLIENT_FIELDS.map((name) => [name, fields.value(name)])) as unknown as Settings['client'];
  return {
    client,
    cipher: fields.value('cipher') as Cipher,
    nextCipher: fields.optional('nextCipher', (value) => value as Cipher),
    timeoutMs: time(client.timeoutMs, 10_000),
    totalTimeoutMs: time(client.totalTimeoutMs, 30_000),
    authorize,
    path,
    ...readOriginSettings(fields),
    rateLimit: readCounts(fields, 'rateLimit', { requests: 60, seconds: 60 }, 1, { seconds: Math.floor(MAX_TIMER_MS / 1_000) }),
    rateLimiter,
    concurrency: positive(fields, 'concurrency', 16),
    queue: fields.count('queue') ?? 64,
    cache: readCounts(fields, 'cache', { ttlMs: 3_000, maxBytes: 16 * 2 ** 20 }, 0),
    circuitBreaker: readCounts(fields, 'circuitBreaker', { failures: 5, percent: 50, windowMs: 10_000, resetMs: 10_000 }, 1, { percent: 100 }),
    bodyTimeoutMs: positive(fields, 'bodyTimeoutMs', DEFAULT_TIMEOUT_MS, MAX_TIMER_MS),
    authorizeTimeoutMs: positive(fields, 'authorizeTimeoutMs', DEFAULT_TIMEOUT_MS, MAX_TIMER_MS),
    metrics: fields.function('metrics'),
    log: fields.function('log'),
    hashKey,
  };
}

/** Reads a time-out of the client. The client checks it. */
function time(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

function readLimiter(fields: Fields, value: unknown): RateLimiter {
  if (isObject(value) && typeof value.consume === 'function') return value as unknown as RateLimiter;
  throw fields.unexpected('rateLimiter', 'an object with consume(caller)', nameOrNone(value));
}

/**
 * Reads a whole number, 1 or more.
 *
 * @param max The maximum; for a time-out, the longest delay of a timer.
 */
function positive(fields: Fields, name: string, fallback: number, max = Infinity): number {
  const count = fields.count(name) ?? fallback;
  if (count === 0) throw fields.unexpected(name, 'a whole number, 1 or more', '0');
  if (count > max) throw fields.unexpected(name, `at most ${max}`, 'more');
  return count;
}

/** Reads an object of whole numbers, each with a default. */
function readCounts<Name extends string>(
  fields: Fields,
  name: string,
  defaults: Record<Name, number>,
  min: 0 | 1,
  maxima: Readonly<Record<string, number>> = {},
): Record<Name, number> {
  return fields.optional(name, (value, path) => counts(object('config', path, value), path, defaults, min, maxima)) ?? defaults;
}

function counts<Name extends string>(
  given: Given,
  path: string,
  defaults: Record<Name, number>,
  min: 0 | 1,
  maxima: Readonly<Record<string, number>>,
): Record<Name, number> {
  knownFieldsOnly('config', path, given, Object.keys(defaults));
  const fields = new Fields('config', given, `${path}.`);
  const read = Object.entries<number>(defaults).map(([name, fallback]) => [
    name,
    min ? positive(fields, name, fallback, maxima[name]) : (fields.count(name) ?? fallback),
  ]);
  return Object.fromEntries(read);
}
