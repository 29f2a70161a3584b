// Checks the secrets. An invalid one fails the deployment with a message that names the variable, but not its value.

/** The placeholders for secrets in examples and templates. */
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
