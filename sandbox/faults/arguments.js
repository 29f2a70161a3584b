// @ts-check
// Parses the arguments of faults.

/** The request asks for an invalid or impossible fault. It is answered with HTTP 400. */
export class InvalidFault extends Error {
  name = 'InvalidFault';
}

/**
 * The text after the `=` of a fault; `undefined` without one.
 *
 * @typedef {string | undefined} ArgumentText
 */

/** @param {ArgumentText} text */
export function noArgument(text) {
  if (text !== undefined) throw new InvalidFault('It takes no value.');
}

/**
 * @param {number} least
 * @param {number} most
 * @returns {(text: ArgumentText) => number}
 */
export function integer(least, most) {
  return (text) => {
    const value = /^-?\d+$/.test(text ?? '') ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidFault(`It takes a whole number from ${least} to ${most}.`);
  };
}

/**
 * @template T
 * @param {(text: ArgumentText) => T} read
 * @returns {(text: ArgumentText) => T | undefined}
 */
export function optional(read) {
  return (text) => (text === undefined ? undefined : read(text));
}

/**
 * @template {string} Choice
 * @param {readonly Choice[]} choices
 * @returns {(text: ArgumentText) => Choice}
 */
export function oneOf(choices) {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    throw new InvalidFault(`It takes one of: ${choices.join(', ')}.`);
  };
}

/** @param {ArgumentText} text */
export function nonEmptyText(text) {
  if (text) return text;
  throw new InvalidFault('It takes a text.');
}

/**
 * A field of a coupon, written `field` or `field@index`.
 *
 * @typedef {{ field: string, index: number }} Target
 *
 * @param {ArgumentText} text
 * @returns {Target}
 */
export function target(text) {
  const [, field, index = '0'] = /^([^@:]+)(?:@(\d{1,6}))?$/.exec(text ?? '') ?? [];
  if (field === undefined) throw new InvalidFault('It takes <field> or <field>@<index of the coupon>.');
  return { field, index: Number(index) };
}

/**
 * `field:json` or `field@index:json`.
 *
 * @param {ArgumentText} text
 * @returns {Target & { value: unknown }}
 */
export function assignment(text) {
  const colon = text?.indexOf(':') ?? -1;
  if (!text || colon < 0) throw new InvalidFault('It takes <field>:<JSON value>.');
  return { ...target(text.slice(0, colon)), value: parseJson(text.slice(colon + 1)) };
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidFault('What follows the colon must be JSON; a string needs its quotes.');
  }
}
