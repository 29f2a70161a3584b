// @ts-check
import { suite } from './suite.js';

/**
 * Runs the checks of one file on Node if Node was started with this file: `node --test tests/gateway/checks/origin.js`.
 *
 * @param {string} file the end of its path
 * @param {import('./fixture.js').Checks} checks
 */
export function runAlone(file, checks) {
  if (process.argv[1]?.replaceAll('\\', '/').endsWith(`/checks/${file}`)) suite('Node', 'node', { [file]: checks }, { isComplete: false });
}
