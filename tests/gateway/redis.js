// @ts-check
// Redis on this machine, in memory alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redis } from '../../scripts/redis.mjs';

/** Starts one behind a socket of its own, so that no port can be another's. */
export async function startRedis() {
  const { REDIS_SERVER } = await redis();
  const folder = await mkdtemp(join(tmpdir(), 'gateway-redis-'));
  const path = join(folder, 'redis.sock');
  const child = spawn(REDIS_SERVER, ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const text of child.stdout) if (String(text).includes('ready to accept connections')) break;
  child.stdout.resume();
  const ended = once(child, 'exit');
  return {
    path,
    /** Ends it as a machine that fails does. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
