// @ts-check

/**
 * For contenders that decode synchronously.
 *
 * @param {(text: string) => unknown[]} decode
 * @returns {import('../../types.js').Decoder['open']}
 */
export const atOnce = (decode) => (text) => () => decode(text);
