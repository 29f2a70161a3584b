// @ts-check

/**
 * The lines of the log that a server printed.
 *
 * @param {string} printed
 * @returns {Record<string, unknown>[]}
 */
export function logLines(printed) {
  return printed.split('\n').flatMap((line) => (line.startsWith('{"time":') ? [JSON.parse(line)] : []));
}
