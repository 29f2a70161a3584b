// @ts-check
// Reads the body of an answer for the crate, in one call because each call out of the module costs time, and checks its text
// before anything parses it.

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
/** Of an answer of several chunks, the start of the first one is checked at once, so that most endless brackets are refused early. */
const START_BYTES = 65_536;
/**
 * Answers of the API have at most five levels of nesting. At 500 levels, recursion (in `JSON.stringify`
 * or in an application) does not overflow the stack on any host.
 */
const MAX_DEPTH = 500;

/**
 * JSON has at most two values per three characters, as in `[],[]`, if they are not nested. A text of fewer characters per allowed
 * value need not be counted.
 */
const MIN_UNITS_PER_VALUE = 1.5;

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
  // `await`, because engines take longer for an async function that returns a promise.
  if (body && body.getReader) return await readStream(body.getReader(), maxBytes, controller);
  const read = await readWhole(answer);
  const bytes = typeof read === 'string' ? new TextEncoder().encode(read) : read;
  if (bytes && bytes.byteLength > maxBytes) throw TOO_LARGE;
  return read;
}

/** @type {(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number, controller?: AbortController) => Promise<Uint8Array>} */
async function readStream(reader, maxBytes, controller) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    length += value.length;
    try {
      if (length > maxBytes) throw TOO_LARGE;
      if (chunks.length >= MAX_CHUNKS || (controller && controller.signal.aborted)) throw TOO_MANY_CHUNKS;
      if (chunks.length === 1) scan(/** @type {Uint8Array} */ (chunks[0]).subarray(0, START_BYTES), Infinity);
    } catch (exceeded) {
      reader.cancel().catch(() => undefined);
      throw exceeded;
    }
    chunks.push(value);
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
 * Throws if a JSON text has too many values or is nested too deeply. A parser may need twenty times the bytes of a small value,
 * and more for a nested one; recursion over deep nesting may overflow the stack.
 *
 * @type {(text: string, maxBytes: number) => void}
 */
export function checkStructure(text, maxBytes) {
  const maxValues = Math.max(MIN_VALUE_LIMIT, maxBytes / BYTES_PER_VALUE);
  const hasFew = text.length <= maxValues * MIN_UNITS_PER_VALUE || hasFewValues(text, maxValues);
  if (!hasFew || !isShallow(text)) scan(new TextEncoder().encode(text), maxValues);
}

/**
 * Returns false for a text that may have too many values. Visits only the commas and opening brackets, with the engine's search,
 * which takes a fifth of the time of a scan. Does not know which of them are in a string, so it counts those too.
 *
 * @param {string} text
 * @param {number} maxValues
 */
function hasFewValues(text, maxValues) {
  let values = 0;
  for (const unit of ',{[') {
    for (let at = text.indexOf(unit); at >= 0; at = text.indexOf(unit, at + 1)) {
      values += 1;
      if (values > maxValues) return false;
    }
  }
  return true;
}

/**
 * Returns false for a text that may be nested too deeply. Visits only the brackets, like `hasFewValues`, and counts those in
 * strings too.
 *
 * @param {string} text
 */
function isShallow(text) {
  let depth = 0;
  for (const open of '{[') {
    for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, at + 1)) {
      // An empty array or object, and one that follows another, is no deeper than what is before it. Both brackets of such a pair
      // are in the same string or in none, because no quote is between them. No closing bracket is counted for two pairs.
      const isEmpty = isClosing(text[at + 1]);
      const follows = text[at - 1] === ',' && isClosing(text[at - 2]) && !isOpening(text[at - 3]);
      if (!isEmpty && !follows) depth += 1;
      if (depth >= MAX_DEPTH) return false;
    }
  }
  return true;
}

/** @param {string | undefined} unit */
const isOpening = (unit) => unit === '{' || unit === '[';

/** @param {string | undefined} unit */
const isClosing = (unit) => unit === '}' || unit === ']';

/**
 * Throws if UTF-8 of JSON has too many values or is nested too deeply.
 *
 * @param {Uint8Array} bytes
 * @param {number} maxValues
 */
function scan(bytes, maxValues) {
  let depth = 0;
  // Counts commas and opening brackets.
  let values = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    // ASCII bytes are never part of another character in UTF-8. A brace differs from a bracket in the bit 0x20.
    const byte = /** @type {number} */ (bytes[at]);
    if (byte === 0x22) {
      for (at += 1; at < bytes.length && bytes[at] !== 0x22; at += 1) if (bytes[at] === 0x5c) at += 1;
    } else if (byte === 0x2c) {
      values += 1;
    } else if ((byte | 0x20) === 0x7b) {
      values += 1;
      depth += 1;
      if (depth > MAX_DEPTH) throw TOO_DEEP;
    } else if ((byte | 0x20) === 0x7d) {
      depth -= 1;
    }
  }
  if (values > maxValues) throw TOO_MANY_VALUES;
}
