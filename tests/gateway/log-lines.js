// @ts-check

/**
 * Parses the log lines in the output of a server.
 *
 * @param {string} printed
 * @returns {Record<string, unknown>[]}
 */
export function logLines(printed) {
  return printed.split('\n').flatMap((line) => (line.startsWith('{"time":') ? [JSON.parse(line)] : []));
}
