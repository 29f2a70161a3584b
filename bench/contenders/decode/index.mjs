// @ts-check
import * as before from './before.mjs';
import * as jsonParse from './json-parse.mjs';
import * as ours from './ours.mjs';
import * as valibot from './valibot.mjs';
import * as zod from './zod.mjs';

/**
 * @typedef {() => unknown[] | Promise<unknown[]>} Decode the coupons of the text that it was opened with
 * @typedef {{ name: string, open: (text: string) => Decode | Promise<Decode> }} Decoder
 */

/** @type {Decoder[]} */
export const decoders = [ours, before, jsonParse, zod, valibot];
