// @ts-check
// What the commands tell whoever runs them: which step, and how long it took.

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
    await command();
  } catch (error) {
    say(`\n✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
