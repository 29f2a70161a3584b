// @ts-check
// The routes to log in, to log out, and to read who is logged in.
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { clientAddress } from './client-address.js';
import { inTime } from './in-time.js';
import { retryLater } from './problem.js';
import { StoreUnavailable } from './store-unavailable.js';

const MAX_BYTES = 4_096;
/** The time for `logIn`, which may ask a server that hangs. */
const LOG_IN_MS = 20_000;

/**
 * @typedef {object} SessionRoutes
 * @property {import('./sessions.js').Sessions} sessions
 * @property {import('./sessions.js').LogIn} logIn
 * @property {string[]} [origins] other origins whose pages may log in and out; also the public origin, behind a proxy that terminates TLS. Default: none
 * @property {import('./demo-accounts.js').DemoAccount[]} [demoAccounts] to choose from
 * @property {import('./attempts.js').Attempts} [attempts] limits failed log-ins. Default: no limit
 * @property {number} [proxies] the number of proxies in front that write `X-Forwarded-For`. Default: 0
 */

/** @param {SessionRoutes} options */
export function sessionRoutes({ sessions, logIn, origins = [], demoAccounts, attempts, proxies = 0 }) {
  const routes = new Hono();
  routes.use(noStore, allowedOriginsOnly(new Set(origins)), corsFor(origins));

  const begin = async (/** @type {unknown} */ body, /** @type {Request} */ request, /** @type {() => boolean} */ isAnswered) => {
    const account = await logIn(body, request);
    if (!account) throw new HTTPException(401, { message: 'nobody is logged in' });
    // Nobody would get the cookie of this session, but with one session for each account it would end the one in use.
    if (isAnswered()) throw new Error('the log-in took too long');
    return { account, cookie: await sessions.begin(account) };
  };

  routes.get('/', async (c) => {
    const session = await sessions.of(c.req.raw).catch((error) => {
      if (error instanceof StoreUnavailable) throw error;
    });
    if (!session) throw new HTTPException(401, { message: 'nobody is logged in' });
    return c.json({ account: shown(session.account) });
  });

  if (demoAccounts) routes.get('/accounts', (c) => c.json(demoAccounts.map(({ id, role, title }) => ({ id, role, title }))));

  routes.post('/', bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge }), async (c) => {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) throw new HTTPException(415, { message: 'expected application/json' });
    const body = await c.req.json().catch(() => {
      throw new HTTPException(400, { message: 'expected JSON' });
    });
    const address = attempts ? clientAddress(c.req.header('x-forwarded-for'), getConnInfo(c).remote.address ?? '', proxies) : '';
    // Counted before the attempt, because many concurrent attempts could pass the limit otherwise.
    const end = await attempts?.begin(address).catch(refuse);
    let failed = false;
    let isLate = false;
    const late = () => {
      isLate = true;
      return retryLater(503, 'the log-in takes too long');
    };
    try {
      const beginning = begin(body, c.req.raw, () => isLate);
      const { account, cookie } = await inTime(beginning, LOG_IN_MS, late);
      c.header('set-cookie', cookie);
      return c.json({ account: shown(account) });
    } catch (error) {
      // An outage is no failure of the client, who may know the password.
      failed = isRefusal(error);
      throw error;
    } finally {
      await end?.(failed);
    }
  });

  routes.delete('/', async (c) => {
    // If the session could not be ended, the cookie stays, so that the client can retry.
    const expiredCookie = await sessions.end(c.req.raw).catch((error) => {
      throw error instanceof StoreUnavailable ? retryLater(503, 'not logged out: the session could not be ended') : error;
    });
    c.header('set-cookie', expiredCookie);
    return c.body(null, 204);
  });

  return routes;
}

/** @param {unknown} error of a log-in */
const isRefusal = (error) => error instanceof HTTPException && error.status >= 400 && error.status < 500;

/** @param {import('./sessions.js').Account} account */
function shown(account) {
  return account.role === 'admin' ? { role: account.role } : { role: account.role, memberId: account.memberId };
}

const noStore = createMiddleware(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});

/**
 * Lets pages of listed origins send the cookie and read the answers.
 *
 * @param {string[]} origins
 */
const corsFor = (origins) =>
  cors({
    origin: origins,
    credentials: true,
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: ['content-type'],
    exposeHeaders: ['retry-after'],
  });

/**
 * Prevents pages of other, unlisted origins from logging their visitor in or out (CSRF).
 *
 * @param {ReadonlySet<string>} listed
 */
const allowedOriginsOnly = (listed) =>
  createMiddleware(async ({ req }, next) => {
    const changes = req.method !== 'GET' && req.method !== 'HEAD';
    const origin = req.header('origin');
    const isOwn = (origin !== undefined && listed.has(origin)) || isOwnPage(req.header('sec-fetch-site'), origin, req.url);
    if (changes && !isOwn) throw new HTTPException(403, { message: 'origin not allowed' });
    await next();
  });

/**
 * @param {string | undefined} site `Sec-Fetch-Site`
 * @param {string | undefined} origin `Origin`, for browsers without `Sec-Fetch-Site`
 * @param {string} url
 */
function isOwnPage(site, origin, url) {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || origin === new URL(url).origin;
}

/**
 * @param {unknown} reason the rejection of `Attempts`
 * @returns {never}
 */
function refuse(reason) {
  const { msBeforeNext } = Object(reason);
  if (typeof msBeforeNext !== 'number') throw new StoreUnavailable('the store of failed log-ins is unavailable');
  throw retryLater(429, 'too many attempts to log in', msBeforeNext);
}

/** @returns {never} */
function tooLarge() {
  throw new HTTPException(413, { message: 'body of more than 4 KB' });
}
