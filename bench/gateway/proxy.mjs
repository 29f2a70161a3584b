// @ts-check
// Starts HAProxy with the configuration of the Node example, on this machine and without TLS.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { haproxy } from '../../scripts/haproxy.mjs';
import { freePort } from '../../tests/support/free-port.js';
import { HOST } from './places.mjs';

const START_TIMEOUT_MS = 10_000;
const POLL_MS = 50;

/** @param {number[]} ports of the instances */
export async function startProxy(ports) {
  const { HAPROXY } = await haproxy();
  const port = await freePort();
  const url = `http://${HOST}:${port}`;
  const shown = await readFile(new URL('../../examples/node-gateway/haproxy.cfg', import.meta.url), 'utf8');
  const servers = ports.map((each, index) => `  server gateway${index + 1} ${HOST}:${each}`).join('\n');
  const config = shown.replace(/^ *bind .*$/m, `  bind ${HOST}:${port}`).replace(/^ *server-template .*$/m, servers);
  const folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-proxy-'));
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, config);
  const child = spawn(HAPROXY, ['-f', file], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const proxy = {
    url,
    port,
    async close() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  const answers = () =>
    fetch(`${url}/coupons/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await proxy.close();
      throw new Error('HAProxy forwards no answer of an instance');
    }
    await sleep(POLL_MS);
  }
  return proxy;
}
