// The gateways under test, the same in every runtime. Each has its own path and differs from the others in one option.
import { createGateway, Unavailable } from 'houcaller-coupons/gateway';
import { jwtVerify } from 'jose';

/** The token of the session, from the bearer token or the cookie. */
function tokenOf({ headers }) {
  const bearer = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? /(?:^|; )session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '';
}

const throwHostile = () => {
  throw HOSTILE.proxy;
};
/** Exceptions that throw again when their properties are read. */
const HOSTILE = {
  getter: Object.create(Error.prototype, Object.fromEntries(['name', 'message', 'retryAfter', 'msBeforeNext'].map((field) => [field, { get: throwHostile }]))),
  proxy: new Proxy({}, { get: throwHostile, has: throwHostile, getPrototypeOf: throwHostile, getOwnPropertyDescriptor: throwHostile, ownKeys: throwHostile }),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
};

/** Unusual results of `authorize`, chosen by the header `x-authorize`. */
const AUTHORIZE_RESULTS = {
  unavailable: () => Promise.reject(new Unavailable('SANDBOXMEMBER', { retryAfter: 7 })),
  elsewhere: () => Promise.reject(Object.assign(new Error('SANDBOXMEMBER'), { [Symbol.for('houcaller-coupons.Unavailable')]: true, retryAfter: 7 })),
  soon: () => {
    throw new Unavailable();
  },
  nothing: () => Promise.reject(null),
  thrownGetter: () => Promise.reject(HOSTILE.getter),
  thrownProxy: () => Promise.reject(HOSTILE.proxy),
  thrownRevoked: () => Promise.reject(HOSTILE.revoked()),
  proxy: () => HOSTILE.proxy,
  throws: () => {
    throw new RangeError('SANDBOXMEMBER is nobody you know');
  },
  rejects: () => Promise.reject('SANDBOXMEMBER is nobody you know'),
  hangs: () => new Promise(() => undefined),
  null: () => null,
  undefined: () => undefined,
  true: () => true,
  text: () => 'SANDBOXMEMBER',
  list: () => [{ memberId: 'SANDBOXMEMBER' }],
  empty: () => ({}),
  blank: () => ({ memberId: ' ' }),
  number: () => ({ memberId: 8 }),
  more: () => ({ memberId: 'SANDBOXMEMBER', admin: true }),
  function: () => () => ({ memberId: 'SANDBOXMEMBER' }),
  getter: () => ({
    get memberId() {
      throw new Error('SANDBOXMEMBER');
    },
  }),
};

/** Origins of apps and browser extensions. */
const APPS = [
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://shop',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'moz-extension://0b1c2d3e-4f50-4162-8374-95a6b7c8d9e0',
  'safari-web-extension://0B1C2D3E-4F50-4162-8374-95A6B7C8D9E0',
];

/** Like a framework that replaces the host in `request.url` with its configured one. */
const withReplacedHost = (request) => new Request(request.url.replace(/^\w+:\/\/[^/]+/, 'https://localhost:3000'), request);

/** Results of a rate limiter, chosen by the header `x-rate-limiter`. */
const RATE_LIMITER_RESULTS = {
  room: () => Promise.resolve({ remainingPoints: 1 }),
  true: () => true,
  success: () => ({ success: true }),
  false: () => false,
  failure: () => Promise.resolve({ success: false }),
  later: () => ({ success: false, msBeforeNext: 7_000 }),
  rejects: () => Promise.reject({ msBeforeNext: 7_000 }),
  unavailable: () => Promise.reject(new Unavailable('SANDBOXMEMBER', { retryAfter: 7 })),
  null: () => Promise.reject(null),
  getter: () => {
    throw HOSTILE.getter;
  },
  proxy: () => Promise.reject(HOSTILE.proxy),
  revoked: () => Promise.reject(HOSTILE.revoked()),
};
let rateLimiterResult = 'room';

/**
 * @param {Record<string, string>} environment CRM_URL, CRM_KEY, NEXT_CRM_KEY, SESSION_SECRET, METRICS_TOKEN and HASH_KEY
 * @param {object} [more] options for all of them
 */
export function openGateways({ CRM_URL, CRM_KEY, NEXT_CRM_KEY, SESSION_SECRET, METRICS_TOKEN, HASH_KEY }, more = {}) {
  const secret = new TextEncoder().encode(SESSION_SECRET);
  const sessionOf = async (request) => (await jwtVerify(tokenOf(request), secret, { algorithms: ['HS256'], requiredClaims: ['exp', 'sub'] })).payload;

  const comparing = async (request, query) => {
    const { sub, admin } = await sessionOf(request);
    if (admin === true) return { ...query, caller: `admin ${sub}` };
    return query.memberId === sub && query.platformId === undefined ? { memberId: sub } : null;
  };
  const replacing = async (request) => ({ memberId: (await sessionOf(request)).sub });
  const unusual = (request) => AUTHORIZE_RESULTS[request.headers.get('x-authorize')]();

  const common = {
    baseUrl: `${CRM_URL}/htest/openapi/v1`,
    channel: 'hkl-test',
    cipher: { key: CRM_KEY },
    authorize: comparing,
    rateLimit: { requests: 100_000 },
    cache: { ttlMs: 0 },
    circuitBreaker: { failures: 100_000 },
    bodyTimeoutMs: 1_500,
    retry: 0,
    hashKey: HASH_KEY,
    metrics: ({ headers }) => headers.get('authorization') === `Bearer ${METRICS_TOKEN}`,
    ...more,
  };
  const each = {
    '/coupons': { origins: ['https://desk.example'] },
    '/replaced-ids': { authorize: replacing },
    '/unusual-authorize': { authorize: unusual, authorizeTimeoutMs: 300 },
    '/rate-limit': { rateLimit: { requests: 3, seconds: 2 } },
    '/one-call': { concurrency: 1, queue: 1 },
    '/short-timeout': { timeoutMs: 400, totalTimeoutMs: 700 },
    '/one-call-short-deadline': { concurrency: 1, timeoutMs: 1_500, totalTimeoutMs: 1_500 },
    '/retry': { retry: { limit: 2, minDelayMs: 10 } },
    '/cache': { cache: { ttlMs: 600, maxBytes: 20_000 } },
    '/small-cache': { cache: { ttlMs: 600_000, maxBytes: 10_000 } },
    '/small-answers': { maxAnswerBytes: 20_000 },
    '/circuit-after-2': { circuitBreaker: { failures: 2, resetMs: 700 } },
    '/circuit-after-5': { circuitBreaker: { failures: 5, resetMs: 700 } },
    '/circuit-after-1': { circuitBreaker: { failures: 1, resetMs: 60_000 }, retry: { limit: 2, minDelayMs: 1 } },
    '/one-call-retry': { concurrency: 1, queue: 1, retry: { limit: 1, minDelayMs: 1 } },
    '/rate-limiter': { rateLimiter: { consume: () => RATE_LIMITER_RESULTS[rateLimiterResult]() } },
    '/two-ciphers': { nextCipher: { key: NEXT_CRM_KEY } },
    '/no-metrics': { metrics: undefined },
    '/replaced-host': {},
    '/listed-hosts': { hosts: ['shop.example', '127.0.0.1'], origins: ['https://desk.example'] },
    '/app-origins': { origins: APPS, allowHeaders: ['baggage', 'Sentry-Trace', 'x-shop', 'content-type'] },
  };
  const gateways = Object.entries(each).map(([path, options]) => [path, createGateway({ ...common, path, ...options })]);
  return (request, env, context) => {
    const { pathname } = new URL(request.url);
    rateLimiterResult = request.headers.get('x-rate-limiter') ?? 'room';
    if (pathname === '/prototype') return Response.json(Object.getOwnPropertyNames(Object.prototype));
    const [, gateway] = gateways.find(([path]) => pathname.startsWith(`${path}/`)) ?? gateways[0];
    return gateway(pathname.startsWith('/replaced-host/') ? withReplacedHost(request) : request, env, context);
  };
}
