// @ts-check
import * as before from './before.mjs';
import * as jsonParse from './json-parse.mjs';
import * as ours from './ours.mjs';
import * as valibot from './valibot.mjs';
import * as zod from './zod.mjs';

/** @type {import('../../types.js').Decoder[]} */
export const decoders = [ours, before, jsonParse, zod, valibot];
