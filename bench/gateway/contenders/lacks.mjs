// @ts-check

/** What the gateway does and this does not, as the results say. */
export const LACKS = [
  'a limit on the size, the depth and the time of a body, and a look at its content type and its fields',
  'a check of where a page is from (CSRF), CORS for the pages that are listed, and the headers that keep an answer out of caches and frames',
  'a rate limit for each caller',
  'a limit on the calls to the CRM under way, retries, `Retry-After`, a circuit breaker',
  'joining of equal questions, a cache',
  'a check of the answer: UTF-8, each coupon’s fields',
  'metrics, hashed ids, an id of the request',
  'the change of a key without downtime',
];
