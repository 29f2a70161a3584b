/** Hosts put into it what they like. */
const LONGEST_MESSAGE = 200;

/** What a host rejects or fails with as an exception of this realm: it can be one of another, an object of its own, or a string. */
export function hostError(failure: unknown): Error {
  const { message, errMsg, errorMessage } = Object(failure);
  const said: unknown = [failure, message, errMsg, errorMessage].find((text) => typeof text === 'string');
  return new Error(typeof said === 'string' ? said.slice(0, LONGEST_MESSAGE) : 'the host gave no reason');
}
