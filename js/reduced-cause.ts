// A chain of causes can be a ring.
const DEEPEST = 5;

/**
 * What may be known of an exception of the host: name, message, `code` and stack, down the chain of causes. What else hangs on it can be a piece
 * of the answer, or of the request: Node's parser keeps the bytes it could not read, and a replaced `fetch` may keep the body it sent.
 *
 * @returns `undefined` for what is no exception.
 */
export function reducedCause(thrown: unknown, depth = 0): Error | undefined {
  if (!(thrown instanceof Error) || depth === DEEPEST) return undefined;
  const { name, message, stack, cause } = thrown;
  const code = 'code' in thrown ? thrown.code : undefined;
  const reduced = new Error(message);
  const fields = { name, stack, cause: reducedCause(cause, depth + 1), code: typeof code === 'string' ? code : undefined };
  for (const [field, value] of Object.entries(fields)) {
    if (field === 'code' && value === undefined) continue;
    Object.defineProperty(reduced, field, { value, configurable: true, writable: true });
  }
  return reduced;
}
