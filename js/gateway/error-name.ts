/**
 * The name of an exception. `instanceof Error` would miss those of another realm: a `vm` context, a frame, a test environment.
 *
 * @returns `undefined` for a value that has not both a name and a message.
 */
export function errorName(thrown: unknown): string | undefined {
  try {
    const { name, message } = Object(thrown);
    return typeof name === 'string' && typeof message === 'string' ? name : undefined;
  } catch {
    // Its getter threw.
    return undefined;
  }
}
