// @ts-check
// Parses the list of faults in a header or a query.
import { InvalidFault } from './arguments.js';
import { faults } from './table.js';

/**
 * @typedef {object} ChosenFault
 * @property {string} label for the log: the name, and the value if the fault takes a number; another value may contain an id
 * @property {import('./table.js').Effect} effect
 */

/**
 * Reads `name, name=value, ...`.
 *
 * @param {string} text
 * @returns {ChosenFault[]}
 */
export function readFaults(text) {
  return splitAtCommas(text)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readFault);
}

/**
 * @param {string} text
 * @returns {ChosenFault}
 */
function readFault(text) {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals).trimEnd();
  const argument = equals < 0 ? undefined : text.slice(equals + 1).trimStart();

  if (!Object.hasOwn(faults, name)) throw new InvalidFault(`There is no fault of that name. ${knownFaults()}`);
  const { usage, takesNumber, effect } = faults[name];
  try {
    return { label: takesNumber && argument !== undefined ? `${name}=${argument}` : name, effect: effect(argument) };
  } catch (error) {
    if (error instanceof InvalidFault) throw new InvalidFault(`${usage}: ${error.message}`);
    throw error;
  }
}

/** A list of the faults, one per line. */
export function knownFaults() {
  const width = Math.max(...Object.values(faults).map(({ usage }) => usage.length));
  const lines = Object.values(faults).map(({ usage, does }) => `  ${usage.padEnd(width)}  ${does}`);
  return ['Known faults:', ...lines].join('\n');
}

/**
 * Splits at commas, except inside the quotes and brackets of a JSON value.
 *
 * @param {string} text
 */
function splitAtCommas(text) {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(/"(?:\\.|[^"\\])*"|[^]/g) ?? []) {
    if (token === ',' && depth === 0) {
      parts.push('');
      continue;
    }
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    parts[parts.length - 1] += token;
  }
  return parts;
}
