// @ts-check
// Exits with 0 if the gateway answers, for a container's HEALTHCHECK.
const { HOST, PORT = '8080' } = process.env;
// A server that listens on all addresses also listens on the loopback address.
const host = HOST === undefined || HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
const { ok } = await fetch(`http://${host}:${PORT}/coupons/healthz`, { signal: AbortSignal.timeout(3_000) }).catch(() => ({ ok: false }));
process.exitCode = ok ? 0 : 1;
