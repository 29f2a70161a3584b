// @ts-check

/**
 * For what decodes without waiting for anything.
 *
 * @param {(text: string) => unknown[]} decode
 * @returns {import('../../types.js').Decoder['open']}
 */
export const atOnce = (decode) => (text) => () => decode(text);
