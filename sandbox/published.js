// @ts-check
import { readFileSync } from 'node:fs';

/**
 * The example answer in the vendor's documentation.
 *
 * @type {import('./members.js').Answer & { data: { list: { openid: string }[] } }}
 */
export const published = JSON.parse(readFileSync(new URL('./published-response.json', import.meta.url), 'utf8'));
