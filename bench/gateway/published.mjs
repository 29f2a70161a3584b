// @ts-check
// What a right answer is.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const { data } = JSON.parse(readFileSync(new URL('../../sandbox/published-response.json', import.meta.url), 'utf8'));

/** Looks at each different text once: it says what is wrong with an answer, if anything. */
export function publishedOnly() {
  /** @type {Set<string>} */
  const right = new Set();
  return (/** @type {number} */ status, /** @type {string} */ body) => {
    if (status !== 200) return `status ${status}`;
    if (right.has(body)) return undefined;
    if (!isDeepStrictEqual(JSON.parse(body).data, data)) return 'other coupons than the published ones';
    right.add(body);
    return undefined;
  };
}
