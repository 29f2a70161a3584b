// @ts-check
import * as jsonParse from './json-parse.mjs';
import * as ours from './ours.mjs';
import * as valibot from './valibot.mjs';
import * as zod from './zod.mjs';

/** @typedef {{ name: string, decode: (text: string) => unknown[] }} Decoder */

/** @type {Decoder[]} */
export const decoders = [ours, jsonParse, zod, valibot];
