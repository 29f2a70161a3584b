// @ts-check
// What the commands tell whoever runs them: which step, and how long it took.
import { isAtLeast } from './at-least.mjs';

const OLDEST_NODE = '20.11';

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one step between its title and its time.
 *
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} step
 * @returns {Promise<T>}
 */
export async function step(title, step) {
  say(`\n▶ ${title}`);
  const began = performance.now();
  const result = await step();
  say(`✓ ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

/**
 * Ends the command with the plain message of whatever went wrong.
 *
 * @param {() => Promise<void>} command
 */
export async function main(command) {
  try {
    const { node } = process.versions;
    if (!isAtLeast(node, OLDEST_NODE)) throw new Error(`Node ${OLDEST_NODE} or later is missing, found ${node}: install it, then run this again.`);
    await command();
  } catch (error) {
    say(`\n✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
