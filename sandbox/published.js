// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {{ msg: string, code: number, data: { list: unknown[] } }} Answer a successful one */

/**
 * The example answer in the vendor's documentation.
 *
 * @type {Answer & { data: { list: { openid: string }[] } }}
 */
export const published = JSON.parse(readFileSync(new URL('./published-response.json', import.meta.url), 'utf8'));
