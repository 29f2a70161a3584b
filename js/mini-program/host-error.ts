/** A host can put anything into a message, so it is cut to this many characters. */
const MAX_MESSAGE_LENGTH = 200;

/**
 * Converts a host's failure to an `Error` of this realm. It can be an exception of another realm, an object of the
 * host's own, or a string.
 */
export function hostError(failure: unknown): Error {
  const { message, errMsg, errorMessage } = Object(failure);
  const reason: unknown = [failure, message, errMsg, errorMessage].find((text) => typeof text === 'string');
  return new Error(typeof reason === 'string' ? reason.slice(0, MAX_MESSAGE_LENGTH) : 'the host gave no reason');
}
