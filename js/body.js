// @ts-check
// The body of an answer, for the crate: read in one step, since each step out of the module costs, and measured before anything parses it.

// What is thrown for a body beyond a bound. src/client/body.rs knows them.
const TOO_LARGE = 0;
const TOO_MANY = 1;
const TOO_DEEP = 2;
const IN_PIECES = 3;

/** A coupon has a value for every 18 bytes. Where they are much smaller, and there are many, they take much more memory than those of coupons would. */
const BYTES_A_VALUE = 16;
const ALWAYS_FEW = 100_000;
/** Each is an object by itself. Servers send some kilobytes at once. */
const MOST_PIECES = 100_000;
/** No page of the API has more than five levels. With this many `JSON.stringify`, and an application's own recursion, can cope everywhere. */
const DEEPEST = 500;

/**
 * Resolves to the bytes of an answer, to its text where it has no bytes to give, and to nothing where it cannot be read at all.
 * Beyond `most` bytes, or once the request has been aborted, what is still to come is not waited for.
 *
 * @type {(answer: any, most: number, controller?: AbortController) => Promise<Uint8Array | ArrayBuffer | string | undefined>}
 */
export async function readBody(answer, most, controller) {
  const { body, headers } = answer;
  const header = (/** @type {string} */ name) => headers && headers.get && headers.get(name);
  // What is compressed declares another length.
  if (header('content-length') > most && !header('content-encoding')) throw TOO_LARGE;
  const read = await (body && body.getReader ? readStream(body.getReader(), most, controller) : readWhole(answer));
  check(read, most);
  return read;
}

/** @type {(reader: ReadableStreamDefaultReader<Uint8Array>, most: number, controller?: AbortController) => Promise<Uint8Array>} */
async function readStream(reader, most, controller) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    pieces.push(value);
    length += value.length;
    if (length > most || pieces.length > MOST_PIECES || (controller && controller.signal.aborted)) {
      reader.cancel().catch(() => undefined);
      throw length > most ? TOO_LARGE : IN_PIECES;
    }
  }
  // As most answers are.
  if (pieces.length === 1) return /** @type {Uint8Array} */ (pieces[0]);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** @param {any} answer what stands in for a `Response`, and may have no bytes to give */
async function readWhole(answer) {
  let copy;
  try {
    // Of an older polyfill's, as React Native has it, whose `arrayBuffer()` may only say that there is none.
    copy = !answer.body && answer.clone();
  } catch {
    // There is none.
  }
  for (const form of ['arrayBuffer', 'text', 'json']) {
    if (typeof answer[form] !== 'function') continue;
    try {
      const value = await answer[form]();
      return form === 'json' ? written(value) : value === undefined ? '' : value;
    } catch (error) {
      if (!copy || !copy.text) throw error;
      answer = copy;
      copy = undefined;
    }
  }
}

/** What `json()` has read is written again, so that it is checked as every answer is, and is nobody else's. @param {unknown} value */
function written(value) {
  try {
    return `${JSON.stringify(value)}`;
  } catch {
    // What has no such form is no answer.
    return '';
  }
}

/**
 * Throws where a body exceeds a bound. A small value may take a parser twenty times its bytes, and one that is nested more; and whatever walks through what is
 * nested by recursion may overflow.
 *
 * @type {(body: any, most: number) => void}
 */
function check(body, most) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : ArrayBuffer.isView(body) ? /** @type {Uint8Array} */ (body) : new Uint8Array(body);
  const { length } = bytes;
  if (length > most) throw TOO_LARGE;
  let depth = 0;
  // One before each comma, and one for what opens.
  let values = 0;
  for (let at = 0; at < length; at += 1) {
    // These are bytes of ASCII, which are no part of another character in UTF-8; a brace differs from a bracket in one bit.
    const byte = /** @type {number} */ (bytes[at]);
    if (byte === 0x22) {
      for (at += 1; at < length && bytes[at] !== 0x22; at += 1) if (bytes[at] === 0x5c) at += 1;
    } else if (byte === 0x2c) {
      values += 1;
    } else if ((byte | 0x20) === 0x7b) {
      values += 1;
      depth += 1;
      if (depth > DEEPEST) throw TOO_DEEP;
    } else if ((byte | 0x20) === 0x7d) {
      depth -= 1;
    }
  }
  if (values > Math.max(ALWAYS_FEW, most / BYTES_A_VALUE)) throw TOO_MANY;
}
