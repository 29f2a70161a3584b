// @ts-check
// Runs the programs in docs/gateway.md for Deno, Bun and Workers in their runtimes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { startSandbox } from '../../../sandbox/server.js';
import { runs, serves } from '../../support/command.mjs';
import { pack } from '../../support/packed.js';
import { freePort } from '../../support/free-port.js';
import { checkGuideGateway, denoCommand, guide } from '../../support/guide.js';

const BUN = `@oven/bun-${process.platform}-${process.arch}`;
const DENO = await denoCommand();
const DEV = ['wrangler', 'dev', '--ip', '127.0.0.1', '--inspector-port', '0', '--show-interactive-dev-session=false'];

/** @typedef {'deno' | 'bun' | 'workerd'} Runtime */

// `printsAddress`: whether the runtime itself prints the address.

/** @type {Record<Runtime, { packages: Record<string, string>, printsAddress: boolean, run: (folder: string, port: string) => [program: string, args: string[]] }>} */
const RUNTIMES = {
  deno: { packages: { deno: '2.9.6' }, printsAddress: false, run: () => ['npx', DENO] },
  bun: {
    packages: { 'bun-here': `npm:${BUN}@1.4.5` },
    printsAddress: false,
    run: (folder) => [join(folder, 'node_modules/bun-here/bin/bun'), ['run', 'main.js']],
  },
  workerd: { packages: { wrangler: '4.86.0' }, printsAddress: true, run: (_, port) => ['npx', [...DEV, '--port', port]] },
};

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Awaited<ReturnType<typeof pack>>} */
let packed;
before(async () => {
  [sandbox, packed] = await Promise.all([startSandbox(), pack()]);
});
after(async () => {
  await sandbox?.close();
  await packed?.remove();
});

for (const [runtime, { packages, printsAddress, run }] of Object.entries(RUNTIMES)) {
  test(`the program of the gateway guide for ${runtime} runs unchanged`, async () => {
    const folder = await mkdtemp(join(tmpdir(), `houcaller-coupons-${runtime}-`));
    const port = String(await freePort());
    try {
      const shown = await guide();
      const crm = { CRM_URL: `${sandbox.url}/htest/openapi/v1`, CRM_CHANNEL: SANDBOX_CHANNEL, CRM_KEY: SANDBOX_KEY };
      const settings = Object.entries(crm)
        .map(([name, value]) => `${name}="${value}"\n`)
        .join('');
      const dependencies = { ...packages, 'houcaller-coupons': `file:${packed.tarball}` };
      const files = {
        'package.json': JSON.stringify({ private: true, type: 'module', dependencies }),
        'gateway.js': shown.gateway,
        'sessions.js': shown.sessions,
        'main.js': shown[/** @type {Runtime} */ (runtime)].replace('8080', port) + (printsAddress ? '' : `console.log('http://127.0.0.1:${port}');\n`),
        'wrangler.jsonc': JSON.stringify({ name: 'gateway', main: 'main.js', compatibility_date: '2025-06-01' }),
        '.dev.vars': settings,
        '.env': settings,
      };
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      await runs('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'], { folder });
      const variables = { DENO_DIR: join(folder, '.deno'), XDG_CONFIG_HOME: join(folder, '.config'), WRANGLER_LOG_PATH: join(folder, '.logs') };
      const [program, args] = run(folder, port);
      const server = await serves(program, args, { folder, variables });
      try {
        await checkGuideGateway(server.url);
      } finally {
        await server.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
}
