// @ts-check
import { startDeskServer } from '../../../scripts/desk-server.mjs';
import { builtDesk } from './built-desk.js';

/** @typedef {import('../../../scripts/desk-server.mjs').RunningDesk} RunningDesk */

/**
 * Serves the built desk and a gateway for a sandbox, as `npm start` does.
 *
 * @param {object} options
 * @param {{ url: string }} options.sandbox
 * @param {number} [options.sessionSeconds] how long a log-in lasts
 * @returns {Promise<RunningDesk>}
 */
export async function startDesk({ sandbox, sessionSeconds }) {
  return startDeskServer({ sandbox, outDir: await builtDesk(), log: () => {}, ...(sessionSeconds && { sessionSeconds }) });
}
