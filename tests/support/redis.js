// @ts-check
// Starts a Redis server for one test, on a free port, without persistence unless `more` configures it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { redis } from '../../scripts/redis.mjs';
import { freePort } from './free-port.js';

const READY = /ready to accept connections/i;

/** @param {{ more?: string[] }} [options] `more`: further arguments, which override those below */
export async function startRedis({ more = [] } = {}) {
  const { REDIS_SERVER } = await redis();
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...more];
  let running = await run(REDIS_SERVER, args);
  const url = `redis://127.0.0.1:${port}`;
  /** @param {string[]} command */
  const ask = async (...command) => {
    const client = createClient({ url });
    client.on('error', () => {});
    await client.connect();
    return client.sendCommand(command).finally(() => client.destroy());
  };
  return {
    url,
    ask,
    keys: async () => /** @type {string[]} */ (/** @type {unknown} */ (await ask('KEYS', '*'))),
    /** Stops the process: its connections stay open, and it answers nothing until `wake`. */
    hang: () => void running.child.kill('SIGSTOP'),
    wake: () => void running.child.kill('SIGCONT'),
    /** Kills it without a shutdown, as in a crash, and starts it again with its data on disk. */
    async restart() {
      await running.kill();
      running = await run(REDIS_SERVER, args);
    },
    /** Kills it without a shutdown, as in a crash, and removes its data. */
    async stop() {
      await running.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function run(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += text;
    if (READY.test(printed)) break;
  }
  if (!READY.test(printed)) throw new Error(`redis-server ended:\n${printed}`);
  child.stdout.resume();
  return {
    child,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
