// The default log: one line of JSON on the console for each request.
import { hasNodeFetch } from './crm-fetch.js';
import type { GatewayLogLine } from './types.js';

declare const process: { once(event: 'exit', listener: () => void): unknown };
declare const setImmediate: ((work: () => void) => unknown) | undefined;

/** jsdom in Jest has Node's `fetch`, but no `setImmediate`. */
const writesTogether = hasNodeFetch && typeof setImmediate === 'function';

/** Lines that are not written yet, oldest first. */
let waiting: GatewayLogLine[] = [];
let flushesAtExit = false;

/**
 * Logs a request. On Node, while other requests are under way, lines of one turn of the event loop are written together,
 * because writing each alone takes 3 % of the time of a request. At the exit of the process the rest is written.
 *
 * @param busy Whether other requests are under way. If not, everything is written at once.
 */
export function logToConsole(line: GatewayLogLine, busy: boolean): void {
  waiting.push(line);
  if (!busy || !writesTogether) return flush();
  if (!flushesAtExit) process.once('exit', flush);
  flushesAtExit = true;
  if (waiting.length === 1) setImmediate(flush);
}

function flush(): void {
  if (waiting.length === 0) return;
  const lines = waiting;
  waiting = [];
  try {
    console.log(lines.map((line) => JSON.stringify(line)).join('\n'));
  } catch {
    // A console that fails ends neither the request nor the process.
  }
}
