// @ts-check
import { join } from 'node:path';
import { runs, serves } from '../../support/command.mjs';

/** @type {import('./row.mjs').Row['run']} */
const deno = async (place) => {
  const args = ['deno', 'run', '--allow-net=127.0.0.1', 'main.js', place.crm];
  return JSON.parse(await runs('npx', args, { folder: place.folder, variables: { DENO_DIR: join(place.folder, '.deno') } }));
};

/** @type {import('./row.mjs').Row['run']} */
const bun = async (place) => JSON.parse(await runs(join(place.folder, 'node_modules/bun-here/bin/bun'), ['run', 'main.js', place.crm], place));

/** @type {import('./row.mjs').Row['run']} */
const worker = async (place) => {
  const args = ['wrangler', 'dev', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0', '--show-interactive-dev-session=false'];
  const variables = { XDG_CONFIG_HOME: join(place.folder, '.config'), WRANGLER_LOG_PATH: join(place.folder, '.logs') };
  const server = await serves('npx', args, { folder: place.folder, variables });
  try {
    return await (await fetch(`${server.url}/?crm=${encodeURIComponent(place.crm)}`)).json();
  } finally {
    await server.close();
  }
};

/** @type {import('./row.mjs').Group[]} */
export const runtimes = [
  { project: 'deno-2', layers: ['script', 'deno-2'], rows: [{ where: 'Deno 2', run: deno, needs: '`--allow-net`, as for any call' }] },
  { project: 'bun-1', layers: ['script', 'bun-1'], rows: [{ where: 'Bun 1', run: bun }] },
  { project: 'wrangler-4', rows: [{ where: 'workerd, `wrangler dev`', run: worker }] },
];
