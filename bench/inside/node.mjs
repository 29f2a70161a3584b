// @ts-check
// Runs the benchmark in a process of Node. Each message of the parent is a function call, and each reply its result.
import * as watched from './watched.mjs';
import { encryptions } from '../contenders/encrypt/index.mjs';
import * as openssl from '../contenders/encrypt/openssl.mjs';
import * as batch from './batch.mjs';
import * as contest from './contest.mjs';
import * as profiler from './profiler.mjs';

// Only Node has OpenSSL.
encryptions.push(openssl);

/** @type {Record<string, (...args: any[]) => unknown>} */
const calls = { ...contest, ...batch, ...watched, ...profiler };

process.on('message', async (/** @type {{ id: number, name: string, args: unknown[] }} */ { id, name, args }) => {
  try {
    process.send?.({ id, value: await calls[name](...args) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0 });
