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
  const check = checking(most);
  if (body && body.getReader) return readStream(body.getReader(), check, controller);
  const read = await readWhole(answer);
  check(typeof read === 'string' ? new TextEncoder().encode(read) : ArrayBuffer.isView(read) ? /** @type {Uint8Array} */ (read) : new Uint8Array(read));
  return read;
}

/** @type {(reader: ReadableStreamDefaultReader<Uint8Array>, check: (piece: Uint8Array) => void, controller?: AbortController) => Promise<Uint8Array>} */
async function readStream(reader, check, controller) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    try {
      check(value);
      if (pieces.length >= MOST_PIECES || (controller && controller.signal.aborted)) throw IN_PIECES;
    } catch (exceeded) {
      reader.cancel().catch(() => undefined);
      throw exceeded;
    }
    pieces.push(value);
    length += value.length;
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
 * Throws as soon as the pieces of a body exceed a bound. A small value may take a parser twenty times its bytes, and one that is nested more; and whatever walks
 * through what is nested by recursion may overflow.
 *
 * @type {(most: number) => (piece: Uint8Array) => void}
 */
function checking(most) {
  let length = 0;
  let depth = 0;
  // One before each comma, and one for what opens.
  let values = 0;
  let quoted = false;
  // Where the next piece goes on: a backslash may be the last of one.
  let next = 0;
  return (piece) => {
    const end = piece.length;
    length += end;
    if (length > most) throw TOO_LARGE;
    let at = next;
    let open = quoted;
    while (at < end) {
      // These are bytes of ASCII, which are no part of another character in UTF-8; a brace differs from a bracket in one bit.
      const byte = /** @type {number} */ (piece[at]);
      if (open || byte === 0x22) {
        if (!open) at += 1;
        for (; at < end && piece[at] !== 0x22; at += 1) if (piece[at] === 0x5c) at += 1;
        open = at >= end;
        if (open) break;
      } else if (byte === 0x2c) {
        values += 1;
      } else if ((byte | 0x20) === 0x7b) {
        values += 1;
        depth += 1;
        if (depth > DEEPEST) throw TOO_DEEP;
      } else if ((byte | 0x20) === 0x7d) {
        depth -= 1;
      }
      at += 1;
    }
    quoted = open;
    next = at - end;
    if (values > Math.max(ALWAYS_FEW, most / BYTES_A_VALUE)) throw TOO_MANY;
  };
}
