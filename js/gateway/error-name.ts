/**
 * Returns the name of an error of any realm (a `vm` context, a frame, a test environment), which `instanceof Error`
 * would not recognize.
 *
 * @returns `undefined` for a value without a name or without a message.
 */
export function errorName(thrown: unknown): string | undefined {
  try {
    const { name, message } = Object(thrown);
    return typeof name === 'string' && typeof message === 'string' ? name : undefined;
  } catch {
    // A getter threw.
    return undefined;
  }
}
