// @ts-check
// A Redis of a test's own: on a free port of this machine, keeping nothing unless it is told to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { redis } from '../../scripts/redis.mjs';
import { freePort } from './free-port.js';

const READY = /ready to accept connections/i;

/** @param {{ more?: string[] }} [options] `more`: its arguments, which take precedence over those given here */
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
    /** It keeps its connections, and answers nothing. */
    hang: () => void running.child.kill('SIGSTOP'),
    wake: () => void running.child.kill('SIGCONT'),
    /** Ends it as a machine that fails does, and starts it again with what it has on disk. */
    async restart() {
      await running.kill();
      running = await run(REDIS_SERVER, args);
    },
    /** Ends it as a machine that fails does. */
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
