// @ts-check
// The contest in a process of Node: each message of the parent is a call, each answer its outcome.
import { encryptions } from '../contenders/encrypt/index.mjs';
import * as openssl from '../contenders/encrypt/openssl.mjs';
import * as batch from './batch.mjs';
import * as contest from './contest.mjs';

// A page has none of it.
encryptions.push(openssl);

/** @type {Record<string, (...args: any[]) => unknown>} */
const calls = { ...contest, ...batch };

process.on('message', async (/** @type {{ id: number, name: string, args: unknown[] }} */ { id, name, args }) => {
  try {
    process.send?.({ id, value: await calls[name](...args) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0 });
