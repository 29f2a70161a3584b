// @ts-check

/** The gateway's features that the hand-written servers lack, for the report. */
export const LACKS = [
  'limits on the size, the nesting and the duration of a body, and checks of its content type and fields',
  'checks of the origin (CSRF), CORS for listed origins, and headers against caching and framing',
  'a rate limit for each caller',
  'a concurrency limit, retries, `Retry-After` and a circuit breaker',
  'request coalescing and a cache',
  'checks of the answer: UTF-8 and each coupon’s fields',
  'metrics, hashed ids and request ids',
  'a change of the key without downtime',
];
