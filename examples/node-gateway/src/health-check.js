// @ts-check
// Exits with 0 if the gateway answers, for a container's HEALTHCHECK.
const setting = (/** @type {string} */ name, /** @type {string} */ fallback) => process.env[name]?.trim() || fallback;
const [host, port] = [setting('HOST', '0.0.0.0'), setting('PORT', '8080')];
// A server that listens on all addresses also listens on the loopback address.
const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
const authority = `${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
const { ok } = await fetch(`http://${authority}/coupons/healthz`, { signal: AbortSignal.timeout(3_000) }).catch(() => ({ ok: false }));
process.exitCode = ok ? 0 : 1;
