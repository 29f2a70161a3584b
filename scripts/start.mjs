// @ts-check
// Builds the package and the desk, starts the sandbox CRM, and serves the desk and the gateway in front of it.
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './run.mjs';
import { main, say, step } from './say.mjs';

const DESK_PORT = 5173;

await main(async () => {
  await build(['www']);
  const { startSandbox } = await import('../sandbox/server.js');
  const sandbox = await step('starting the sandbox CRM', () => startSandbox());
  // Vite would use the machine's NODE_ENV as the build's mode.
  delete process.env.NODE_ENV;
  const vite = await import('vite');
  await step('building the desk', () => vite.build({ root: join(root, 'www'), mode: 'sandbox', logLevel: 'warn' }));
  const desk = await step('starting the gateway', () => startDesk(sandbox));
  say(`\n豪客来优惠券查询 · coupon desk  ${desk.url}/`);
  say(`网关 · gateway                  ${desk.url}/coupons`);
  say(`沙箱 · sandbox CRM              ${sandbox.url}`);
  say('\nPress Ctrl+C to stop. One line for each request of the gateway:');
});

/** @param {{ url: string }} sandbox */
async function startDesk(sandbox) {
  const { startDeskServer } = await import('./desk-server.mjs');
  return startDeskServer({ sandbox, port: DESK_PORT }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    say(`port ${DESK_PORT} is in use: taking another one`);
    return startDeskServer({ sandbox });
  });
}
