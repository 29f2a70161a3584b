// @ts-check
// The lower bound: parses and checks nothing.
import { atOnce } from './at-once.mjs';

export const name = 'JSON.parse alone';

export const open = atOnce((text) => JSON.parse(text).data.list);
