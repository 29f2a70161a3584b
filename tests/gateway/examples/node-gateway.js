// @ts-check
// Installs the Node gateway example and starts a sandbox, for tests that start the gateway with different settings.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { startSandbox } from '../../../sandbox/server.js';
import { start } from './program.js';
import { install } from './project.js';

export const SECRET = 'a secret of the tests, 32 characters';
export const HASH_KEY = 'hash-key-of-the-tests';

export async function nodeGateway() {
  const [project, sandbox] = await Promise.all([install('node-gateway', ['--omit=dev']), startSandbox()]);
  const environment = {
    CRM_URL: `${sandbox.url}/htest/openapi/v1`,
    CRM_CHANNEL: SANDBOX_CHANNEL,
    CRM_KEY: SANDBOX_KEY,
    SESSION_SECRET: SECRET,
    DEMO: '1',
    PORT: '0',
  };
  return {
    folder: project.folder,
    /** @param {Record<string, string>} [more] additional environment variables */
    start: (more = {}) => start(project.folder, { ...environment, ...more }),
    async close() {
      await sandbox.close();
      await project.remove();
    },
  };
}
