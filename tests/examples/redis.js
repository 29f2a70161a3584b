// @ts-check
// A Redis of a test's own: on a free port of this machine, keeping nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redis } from '../../scripts/redis.mjs';
import { freePort } from './free-port.js';

const READY = /ready to accept connections/i;

export async function startRedis() {
  const { REDIS_SERVER } = await redis();
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(REDIS_SERVER, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += text;
    if (READY.test(printed)) break;
  }
  if (!READY.test(printed)) throw new Error(`redis-server ended:\n${printed}`);
  return {
    url: `redis://127.0.0.1:${port}`,
    /** Ends it as a machine that fails does. */
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
