// @ts-check
// The gateway on Node in front of a sandbox, for tests that start it in several ways.
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
    /** @param {Record<string, string>} [more] variables of its environment */
    start: (more = {}) => start(project.folder, { ...environment, ...more }),
    async close() {
      await sandbox.close();
      await project.remove();
    },
  };
}
