// @ts-check
// The limit: nothing is looked at.
import { atOnce } from './at-once.mjs';

export const name = 'JSON.parse alone';

export const open = atOnce((text) => JSON.parse(text).data.list);
