// Reads the body of a request, with limits: it must arrive in time, have at most 4 KB, be UTF-8, and be one flat JSON
// object. Size, encoding and nesting are checked before it is parsed.
import { CouponError } from '../coupon-error.js';
import type { Deadline } from './deadline.js';
import { isObject, knownFieldsOnly } from './fields.js';
import { memberQuery } from './member-query.js';
import type { MemberQuery } from '../types/index.js';
import { Refusal } from './refusal.js';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const MAX_BYTES = 4_096;
/** A query is an object of strings, so nothing is nested in it. */
const MAX_DEPTH = 1;
/**
 * In code points, as JSON Schema counts characters. Two ids of this length fit into the byte limit, even fully escaped.
 */
export const MAX_ID_LENGTH = 128;

/**
 * Reads and checks a `MemberQuery`.
 *
 * @throws {Refusal} 400, 408, 413 or 415, and 500 if the body was read before.
 */
export async function readQuery(request: Request, timeoutMs: number, deadline: Deadline): Promise<MemberQuery> {
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(request.headers.get('content-type') ?? '')) {
    throw new Refusal(415, 'content type other than application/json');
  }
  const bytes = await readBytes(request, timeoutMs, deadline);
  let text: string;
  try {
    text = UTF_8.decode(bytes);
  } catch {
    throw malformed();
  }
  if (nestingDepth(text) > MAX_DEPTH) throw malformed();
  return checkQuery(parse(text));
}

/**
 * Returns the ids of a query that are present.
 *
 * @throws {Refusal} 400 if it is not a query.
 */
function checkQuery(value: unknown): MemberQuery {
  try {
    if (!isObject(value)) throw malformed();
    knownFieldsOnly('input', 'query', value, ['memberId', 'platformId']);
    const query = memberQuery(value);
    if (Object.values(value).some((id) => typeof id === 'string' && id.length > MAX_ID_LENGTH && [...id].length > MAX_ID_LENGTH)) throw malformed();
    return query;
  } catch (error) {
    // The message of a `CouponError` would contain field names that the caller sent.
    throw error instanceof CouponError ? malformed() : error;
  }
}

async function readBytes(request: Request, ms: number, deadline: Deadline): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (Number(declared) > MAX_BYTES) throw tooLarge();
  if (request.bodyUsed) throw new Refusal(500, 'the gateway is set up wrongly', {}, 'body: already read before the gateway was called');
  try {
    if (!/^\d+$/.test(declared ?? '')) return await readStream(request, ms, deadline);
    // With a content length, HTTP limits the body to that length. Reading it as a whole is then much faster than as a
    // stream.
    const bytes = await deadline.within(ms, slowBody, () => request.arrayBuffer());
    // A request that did not come over HTTP can have a wrong content length.
    if (bytes.byteLength > MAX_BYTES) throw tooLarge();
    return new Uint8Array(bytes);
  } catch (error) {
    // The connection broke before the end of the body.
    throw error instanceof Refusal ? error : malformed();
  }
}

async function readStream(request: Request, ms: number, deadline: Deadline): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) throw malformed();
  let complete = false;
  try {
    return await deadline.within(ms, slowBody, async () => {
      const bytes = new Uint8Array(MAX_BYTES);
      let length = 0;
      // After the time-out, the stream is cancelled, which ends it.
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (length + value.length > MAX_BYTES) throw tooLarge();
        bytes.set(value, length);
        length += value.length;
      }
      complete = true;
      return bytes.subarray(0, length);
    });
  } finally {
    // Does not wait for the rest of a refused body.
    if (!complete) reader.cancel().catch(() => undefined);
  }
}

/** Returns how deeply brackets are nested outside of strings. */
function nestingDepth(text: string): number {
  // Nearly every query has one opening brace, so the scan can be skipped.
  if (!text.includes('[') && text.indexOf('{') === text.lastIndexOf('{')) return MAX_DEPTH;
  let deepest = 0;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

function malformed(): Refusal {
  return new Refusal(400, 'malformed query');
}

function slowBody(): Refusal {
  return new Refusal(408, 'slow body');
}

function tooLarge(): Refusal {
  return new Refusal(413, 'body of more than 4 KB');
}
