// @ts-check
// Log in, log out, and who is logged in.
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { clientAddress } from './client-address.js';
import { later } from './problem.js';
import { StoreAway } from './store-away.js';

const MOST_BYTES = 4_096;

/**
 * @typedef {object} SessionRoutes
 * @property {import('./sessions.js').Sessions} sessions
 * @property {import('./sessions.js').LogIn} logIn
 * @property {string[]} [origins] whose pages may log their visitor in and out beside the own ones; behind a proxy that ends TLS, its own public one. Default: none
 * @property {import('./demo-accounts.js').DemoAccount[]} [demoAccounts] to choose from
 * @property {import('./attempts.js').Attempts} [attempts] counts failures to log in. Default: as many as anybody likes
 * @property {number} [proxies] how many stand in front and write `X-Forwarded-For`. Default: 0
 */

/** @param {SessionRoutes} options */
export function sessionRoutes({ sessions, logIn, origins = [], demoAccounts, attempts, proxies = 0 }) {
  const routes = new Hono();
  routes.use(keptNowhere, ownPagesOnly(new Set(origins)));

  routes.get('/', async (c) => {
    const session = await sessions.of(c.req.raw).catch((error) => {
      if (error instanceof StoreAway) throw error;
    });
    if (!session) throw new HTTPException(401, { message: 'nobody is logged in' });
    return c.json({ account: shown(session.account) });
  });

  if (demoAccounts) routes.get('/accounts', (c) => c.json(demoAccounts.map(({ id, role, title }) => ({ id, role, title }))));

  routes.post('/', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (c) => {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) throw new HTTPException(415, { message: 'expected application/json' });
    const body = await c.req.json().catch(() => {
      throw new HTTPException(400, { message: 'expected JSON' });
    });
    const address = attempts ? clientAddress(c.req.header('x-forwarded-for'), getConnInfo(c).remote.address ?? '', proxies) : '';
    // Before it is tried: many at once would all be let through otherwise.
    await attempts?.count(address).catch(refused);
    const account = await logIn(body, c.req.raw);
    if (!account) throw new HTTPException(401, { message: 'nobody is logged in' });
    const cookie = await sessions.begin(account);
    await attempts?.succeeded(address).catch(refused);
    c.header('set-cookie', cookie);
    return c.json({ account: shown(account) });
  });

  routes.delete('/', async (c) => {
    // Where the session cannot be ended, whoever keeps the cookie can try again.
    const takenAway = await sessions.end(c.req.raw).catch((error) => {
      throw error instanceof StoreAway ? later(503, 'not logged out: the session could not be ended') : error;
    });
    c.header('set-cookie', takenAway);
    return c.body(null, 204);
  });

  return routes;
}

/** @param {import('./sessions.js').Account} account */
function shown(account) {
  return account.role === 'admin' ? { role: account.role } : { role: account.role, memberId: account.memberId };
}

const keptNowhere = createMiddleware(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});

/**
 * A page of another origin that is not listed may neither log its visitor in, as somebody else, nor out.
 *
 * @param {ReadonlySet<string>} listed
 */
const ownPagesOnly = (listed) =>
  createMiddleware(async ({ req }, next) => {
    const changes = req.method !== 'GET' && req.method !== 'HEAD';
    const origin = req.header('origin');
    const isOwn = (origin !== undefined && listed.has(origin)) || isOwnPage(req.header('sec-fetch-site'), origin, req.url);
    if (changes && !isOwn) throw new HTTPException(403, { message: 'a page of another origin' });
    await next();
  });

/**
 * @param {string | undefined} site what the browser says of the page that asks
 * @param {string | undefined} origin the same, from before browsers said so
 * @param {string} url
 */
function isOwnPage(site, origin, url) {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || origin === new URL(url).origin;
}

/**
 * @param {unknown} reason why an attempt to log in may not be made
 * @returns {never}
 */
function refused(reason) {
  const { msBeforeNext } = Object(reason);
  if (typeof msBeforeNext !== 'number') throw new StoreAway('the store of attempts gave no answer');
  throw later(429, 'too many attempts to log in', msBeforeNext);
}

/** @returns {never} */
function tooLarge() {
  throw new HTTPException(413, { message: 'body of more than 4 KB' });
}
