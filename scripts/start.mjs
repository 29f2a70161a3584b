// @ts-check
// Builds the package and the desk, starts the sandbox CRM and serves the desk in front of it.
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './run.mjs';
import { main, say, step } from './say.mjs';

const DESK_PORT = 5173;

await main(async () => {
  await build();
  const { startSandbox } = await import('../sandbox/server.js');
  const sandbox = await step('starting the sandbox CRM', () => startSandbox());
  process.env.SANDBOX_URL = sandbox.url;
  const vite = await import('vite');
  const www = { root: join(root, 'www'), logLevel: /** @type {const} */ ('warn') };
  await step('building the desk', () => vite.build(www));
  const desk = await vite.preview({ ...www, preview: { port: DESK_PORT, host: '127.0.0.1' } });
  say(`\n豪客来优惠券查询 · coupon desk  ${desk.resolvedUrls?.local[0]}`);
  say(`沙箱 · sandbox CRM              ${sandbox.url}`);
  say('\nPress Ctrl+C to stop.');
});
