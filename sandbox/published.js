// @ts-check
import { readFileSync } from 'node:fs';

/**
 * The answer that the documentation has for an example. A sandbox in a page has the same file, bundled.
 *
 * @type {import('./members.js').Answer & { data: { list: { openid: string }[] } }}
 */
export const published = JSON.parse(readFileSync(new URL('./published-response.json', import.meta.url), 'utf8'));
