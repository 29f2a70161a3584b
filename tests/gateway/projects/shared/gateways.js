// The same in every runtime: gateways that differ in one thing each, by the path that their routes hang below.
import { createGateway } from 'houcaller-coupons/gateway';
import { jwtVerify } from 'jose';

/** A member's session comes as a bearer token or as a cookie. */
function tokenOf({ headers }) {
  const bearer = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? /(?:^|; )session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '';
}

/** What `authorize` may do wrong. */
const ODD = {
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
  const odd = (request) => ODD[request.headers.get('x-odd')]();

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
    '/own': { authorize: replacing },
    '/odd': { authorize: odd, authorizeTimeoutMs: 300 },
    '/few': { rateLimit: { requests: 3, seconds: 2 } },
    '/narrow': { concurrency: 1, queue: 1 },
    '/hasty': { timeoutMs: 400, totalTimeoutMs: 700 },
    '/queueing': { concurrency: 1, timeoutMs: 1_500, totalTimeoutMs: 1_500 },
    '/patient': { retry: { limit: 2, minDelayMs: 10 } },
    '/remembering': { cache: { ttlMs: 600, maxBytes: 20_000 } },
    '/bounded': { cache: { ttlMs: 600_000, maxBytes: 20_000 } },
    '/small': { maxAnswerBytes: 20_000 },
    '/breaking': { circuitBreaker: { failures: 2, resetMs: 700 } },
    '/rotating': { nextCipher: { key: NEXT_CRM_KEY } },
    '/quiet': { metrics: undefined },
  };
  const gateways = Object.entries(each).map(([path, options]) => [path, createGateway({ ...common, path, ...options })]);
  return (request, env, context) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/prototype') return Response.json(Object.getOwnPropertyNames(Object.prototype));
    const [, gateway] = gateways.find(([path]) => pathname.startsWith(`${path}/`)) ?? gateways[0];
    return gateway(request, env, context);
  };
}
