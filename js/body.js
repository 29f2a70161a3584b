// @ts-check
// Reads the body of an answer for the crate, in one call because each call out of the module costs time. Checks its size and
// its nesting before anything parses it.

// Thrown for a body that exceeds a limit. src/client/body.rs has the same numbers.
const TOO_LARGE = 0;
const TOO_MANY_VALUES = 1;
const TOO_DEEP = 2;
const TOO_MANY_CHUNKS = 3;

/**
 * Coupons have one JSON value per 18 bytes. An answer with far more values than that is refused, because small values
 * take a lot of memory when parsed.
 */
const BYTES_PER_VALUE = 16;
/** This many values are always allowed. */
const MIN_VALUE_LIMIT = 100_000;
/** Each chunk of a stream is an object. Servers send some kilobytes per chunk, so an answer needs far fewer. */
const MAX_CHUNKS = 100_000;
/**
 * Answers of the API have at most five levels of nesting. At 500 levels, recursion (in `JSON.stringify`
 * or in an application) does not overflow the stack on any host.
 */
const MAX_DEPTH = 500;

/** A body of at most this many bytes cannot have too many values, so only its nesting is checked, by `checkNesting`. */
const SHORT = MIN_VALUE_LIMIT;

/**
 * Resolves to the bytes of an answer, to its text if the answer has no bytes, or to undefined if it cannot be read.
 * Stops reading after `maxBytes`, or when the request has been aborted.
 *
 * @type {(answer: any, maxBytes: number, controller?: AbortController) => Promise<Uint8Array | ArrayBuffer | string | undefined>}
 */
export async function readBody(answer, maxBytes, controller) {
  const { body, headers } = answer;
  const header = (/** @type {string} */ name) => headers && headers.get && headers.get(name);
  // The content length of a compressed answer is its compressed size.
  if (header('content-length') > maxBytes && !header('content-encoding')) throw TOO_LARGE;
  const check = sizeCheck(maxBytes);
  if (body && body.getReader) return readStream(body.getReader(), check, controller);
  const read = await readWhole(answer);
  check(typeof read === 'string' ? new TextEncoder().encode(read) : ArrayBuffer.isView(read) ? /** @type {Uint8Array} */ (read) : new Uint8Array(read));
  return read;
}

/** @type {(reader: ReadableStreamDefaultReader<Uint8Array>, check: (chunk: Uint8Array) => void, controller?: AbortController) => Promise<Uint8Array>} */
async function readStream(reader, check, controller) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    try {
      check(value);
      if (chunks.length >= MAX_CHUNKS || (controller && controller.signal.aborted)) throw TOO_MANY_CHUNKS;
    } catch (exceeded) {
      reader.cancel().catch(() => undefined);
      throw exceeded;
    }
    chunks.push(value);
    length += value.length;
  }
  // Most answers are one chunk, which needs no copy.
  if (chunks.length === 1) return /** @type {Uint8Array} */ (chunks[0]);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** @param {any} answer A `Response` without a stream, or a substitute of one, which may have no `arrayBuffer()`. */
async function readWhole(answer) {
  let copy;
  try {
    // A copy to read as text, because `arrayBuffer()` of older polyfills, such as React Native's, may throw that it is
    // not supported.
    copy = !answer.body && answer.clone();
  } catch {
    // Without `clone`, there is no copy.
  }
  for (const form of ['arrayBuffer', 'text', 'json']) {
    if (typeof answer[form] !== 'function') continue;
    try {
      const value = await answer[form]();
      return form === 'json' ? stringified(value) : value === undefined ? '' : value;
    } catch (error) {
      if (!copy || !copy.text) throw error;
      answer = copy;
      copy = undefined;
    }
  }
}

/**
 * Converts the result of `json()` back to text, so that it is checked like every answer and shares no object with the
 * caller.
 *
 * @param {unknown} value
 */
function stringified(value) {
  try {
    return `${JSON.stringify(value)}`;
  } catch {
    // A value that JSON cannot represent counts as an empty answer.
    return '';
  }
}

/**
 * Checks the nesting of a short text. `readBody` has checked a longer one while it arrived.
 *
 * @param {string} text
 */
export function checkNesting(text) {
  // The engine's search takes a tenth of the time of a scan, and nearly no short text has so many brackets.
  if (text.length <= SHORT && count(text, '{') + count(text, '[') > MAX_DEPTH) structureCheck(Infinity)(new TextEncoder().encode(text));
}

/** @param {string} text @param {string} character */
function count(text, character) {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

/**
 * Returns a function that takes a body chunk by chunk, and throws when the body exceeds a limit of size, or is not short and
 * exceeds one of the number of values or the depth of nesting. A parser may need twenty times the bytes of a small value, and
 * more for a nested one; recursion over deep nesting may overflow the stack.
 *
 * @type {(maxBytes: number) => (chunk: Uint8Array) => void}
 */
function sizeCheck(maxBytes) {
  const scan = structureCheck(Math.max(MIN_VALUE_LIMIT, maxBytes / BYTES_PER_VALUE));
  let length = 0;
  /** @type {Uint8Array[]} */
  let unscanned = [];
  return (chunk) => {
    length += chunk.length;
    if (length > maxBytes) throw TOO_LARGE;
    unscanned.push(chunk);
    if (length <= SHORT) return;
    unscanned.forEach(scan);
    unscanned = [];
  };
}

/**
 * Returns a function that scans JSON chunk by chunk, and throws when it has too many values or is nested too deeply.
 *
 * @type {(maxValues: number) => (chunk: Uint8Array) => void}
 */
function structureCheck(maxValues) {
  let depth = 0;
  // Counts commas and opening brackets.
  let values = 0;
  let quoted = false;
  // The index at which the next chunk continues: 1 if a chunk ended with a backslash, which escapes the byte after it.
  let next = 0;
  return (chunk) => {
    const end = chunk.length;
    let at = next;
    let open = quoted;
    while (at < end) {
      // ASCII bytes are never part of another character in UTF-8. A brace differs from a bracket in the bit 0x20.
      const byte = /** @type {number} */ (chunk[at]);
      if (open || byte === 0x22) {
        if (!open) at += 1;
        for (; at < end && chunk[at] !== 0x22; at += 1) if (chunk[at] === 0x5c) at += 1;
        open = at >= end;
        if (open) break;
      } else if (byte === 0x2c) {
        values += 1;
      } else if ((byte | 0x20) === 0x7b) {
        values += 1;
        depth += 1;
        if (depth > MAX_DEPTH) throw TOO_DEEP;
      } else if ((byte | 0x20) === 0x7d) {
        depth -= 1;
      }
      at += 1;
    }
    quoted = open;
    next = at - end;
    if (values > maxValues) throw TOO_MANY_VALUES;
  };
}
