// @ts-check
// Prints the steps of a command with their durations, and the message of a failure.
import { isAtLeast } from './at-least.mjs';

const OLDEST_NODE = '20.11';

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one step, and prints its title before and its duration after.
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
 * Runs a command. If it throws, prints the message and sets the exit code.
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
