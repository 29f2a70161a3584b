// @ts-check
// The programs that docs/gateway.md shows for Deno, Bun and Workers, each in its runtime.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { startSandbox } from '../../../sandbox/server.js';
import { runs, serves } from '../../support/command.mjs';
import { pack } from '../../support/packed.js';
import { freePort } from '../../support/free-port.js';
import { checkGuideGateway, guide, SESSIONS } from '../../support/guide.js';

const BUN = `@oven/bun-${process.platform}-${process.arch}`;
const DEV = ['wrangler', 'dev', '--ip', '127.0.0.1', '--inspector-port', '0', '--show-interactive-dev-session=false'];

/** @typedef {'deno' | 'bun' | 'workerd'} Runtime */

// `says`: where it listens.

/** @type {Record<Runtime, { packages: Record<string, string>, says: boolean, run: (folder: string, port: string) => [program: string, args: string[]] }>} */
const RUNTIMES = {
  deno: { packages: { deno: '2.9.6' }, says: false, run: () => ['npx', ['deno', 'run', '--allow-net', '--allow-env', 'main.js']] },
  bun: { packages: { 'bun-here': `npm:${BUN}@1.4.5` }, says: false, run: (folder) => [join(folder, 'node_modules/bun-here/bin/bun'), ['run', 'main.js']] },
  workerd: { packages: { wrangler: '4.86.0' }, says: true, run: (_, port) => ['npx', [...DEV, '--port', port]] },
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

for (const [runtime, { packages, says, run }] of Object.entries(RUNTIMES)) {
  test(`the guide's gateway runs on ${runtime} as it stands there`, async () => {
    const folder = await mkdtemp(join(tmpdir(), `houcaller-coupons-${runtime}-`));
    const port = String(await freePort());
    try {
      const shown = await guide();
      const crm = { CRM_URL: `${sandbox.url}/htest/openapi/v1`, CRM_CHANNEL: SANDBOX_CHANNEL, CRM_KEY: SANDBOX_KEY };
      const dependencies = { ...packages, 'houcaller-coupons': `file:${packed.tarball}` };
      const files = {
        'package.json': JSON.stringify({ private: true, type: 'module', dependencies }),
        'gateway.js': shown.gateway,
        'sessions.js': SESSIONS,
        'main.js': shown[/** @type {Runtime} */ (runtime)].replace('8080', port) + (says ? '' : `console.log('http://127.0.0.1:${port}');\n`),
        'wrangler.jsonc': JSON.stringify({ name: 'gateway', main: 'main.js', compatibility_date: '2025-06-01' }),
        '.dev.vars': Object.entries(crm)
          .map(([name, value]) => `${name}="${value}"\n`)
          .join(''),
      };
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      await runs('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'], { folder });
      const variables = { ...crm, DENO_DIR: join(folder, '.deno'), XDG_CONFIG_HOME: join(folder, '.config'), WRANGLER_LOG_PATH: join(folder, '.logs') };
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
