// @ts-check
// Installs the packed tarball in a new project for a runtime, and starts the project's minimal server.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serves } from '../support/command.mjs';
import { installInto } from '../support/project.mjs';
import { pack } from '../support/tarball.mjs';

const projects = fileURLToPath(new URL('projects/', import.meta.url));

/** @type {Record<string, (folder: string) => { program: string, args: string[], variables?: Record<string, string> }>} */
const RUNTIMES = {
  node: () => ({ program: process.execPath, args: ['main.js'] }),
  deno: (folder) => ({
    program: 'npx',
    args: ['deno', 'run', '--allow-net=127.0.0.1', '--allow-env', 'main.js'],
    variables: { DENO_DIR: join(folder, '.deno') },
  }),
  bun: (folder) => ({ program: join(folder, 'node_modules/bun-here/bin/bun'), args: ['run', 'main.js'] }),
  workerd: (folder) => ({
    program: process.execPath,
    args: ['serve.mjs'],
    variables: { XDG_CONFIG_HOME: join(folder, '.config'), WRANGLER_LOG_PATH: join(folder, '.logs') },
  }),
};

/**
 * @param {keyof typeof RUNTIMES} runtime
 * @param {Record<string, string>} environment
 * @returns {Promise<{ url: string, printed: () => string, close: () => Promise<void> }>}
 */
export async function startServer(runtime, environment) {
  const parent = await mkdtemp(join(tmpdir(), `gateway-${runtime}-`));
  const remove = () => rm(parent, { recursive: true, force: true, maxRetries: 3 });
  try {
    const folder = join(parent, 'project');
    const putTarball = await pack(parent);
    for (const layer of ['shared', runtime]) await cp(join(projects, layer), folder, { recursive: true });
    await putTarball(folder);
    await installInto(folder);
    const { program, args, variables } = RUNTIMES[runtime](folder);
    const server = await serves(program, args, { folder, variables: { ...variables, ...environment } });
    return { ...server, close: () => server.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
