// Secrets as they were set. A mistake fails the deployment: the message names the variable, never what was found in it.

/** What examples and templates have in the place of a secret. */
const PLACEHOLDER = /change.?me|replace.?me|placeholder|random.?characters|characters.of.yours|your.?secret|example|^(.)\1*$/i;

/**
 * @param {string} name
 * @param {unknown} text
 * @param {number} [least] characters
 * @returns {string}
 */
export function secret(name, text, least = 1) {
  const given = typeof text === 'string' ? text : '';
  if (PLACEHOLDER.test(given)) throw new Error(`${name}: expected a secret of your own, such as openssl rand -base64 32 prints, found a placeholder`);
  if (given.length < least) throw new Error(`${name}: expected at least ${least} characters, found fewer`);
  return given;
}
