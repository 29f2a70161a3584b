// The gateway in a Cloudflare Worker, at /coupons. A separate log-in service sets its token as a cookie, and shares
// SESSION_SECRET with this Worker.
import { env } from 'cloudflare:workers';
import { createGateway } from 'houcaller-coupons/gateway';
import { secret } from './secret.js';
import { authorizeBy, logOut, preflight } from './session.js';

const RATE_LIMIT_MS = 60_000;
/** Below 30 seconds, after which Cloudflare ends a call whose request has ended (`waitUntil`), even if others wait for it. */
const TOTAL_MS = 25_000;

const origins = env.ORIGINS ? env.ORIGINS.split(',').map((origin) => origin.trim()) : [];

// Created at the start, so that a missing or wrong setting fails the deployment.
const gateway = createGateway({
  baseUrl: env.CRM_URL,
  channel: env.CRM_CHANNEL,
  cipher: { key: secret('CRM_KEY', env.CRM_KEY) },
  ...(env.NEXT_CRM_KEY && { nextCipher: { key: secret('NEXT_CRM_KEY', env.NEXT_CRM_KEY) } }),
  authorize: authorizeBy(secret('SESSION_SECRET', env.SESSION_SECRET, 32)),
  origins,
  rateLimiter: { consume },
  hashKey: secret('HASH_KEY', env.HASH_KEY, 16),
  totalTimeoutMs: TOTAL_MS,
});

/** @param {string} caller a hash */
async function consume(caller) {
  const { success } = await env.LIMITER.limit({ key: caller });
  // The binding does not say when the caller may retry, so this is the whole period.
  if (!success) throw { msBeforeNext: RATE_LIMIT_MS };
}

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === '/session' && request.method === 'DELETE') return logOut(request, origins);
    if (pathname === '/session' && request.method === 'OPTIONS') return preflight(request, origins);
    return gateway(request, env, context);
  },
};
