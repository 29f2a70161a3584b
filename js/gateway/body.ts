// The body of a request, as far as it is one: in time, of at most 4 KB, UTF-8, and one flat JSON object. All but the last is known before it is parsed.
import { CouponError } from '../coupon-error.js';
import type { Deadline } from './deadline.js';
import { isObject, knownFieldsOnly } from './fields.js';
import { memberQuery } from './member-query.js';
import type { MemberQuery } from '../types/index.js';
import { Refusal } from './refusal.js';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const MOST_BYTES = 4_096;
/** A query is an object of strings. */
const DEEPEST = 1;
/** Characters, as JSON Schema counts them. Two ids of that many fit into the bytes, however they are escaped. */
export const LONGEST_ID = 128;

/**
 * Reads a `MemberQuery`.
 *
 * @throws {Refusal}
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
  if (depthOf(text) > DEEPEST) throw malformed();
  return checkQuery(parse(text));
}

/**
 * What is asked for: the ids that are there, and nothing else.
 *
 * @throws {Refusal}
 */
function checkQuery(value: unknown): MemberQuery {
  try {
    if (!isObject(value)) throw malformed();
    knownFieldsOnly('input', 'query', value, ['memberId', 'platformId']);
    const query = memberQuery(value);
    if (Object.values(value).some((id) => typeof id === 'string' && id.length > LONGEST_ID && [...id].length > LONGEST_ID)) throw malformed();
    return query;
  } catch (error) {
    // Its message would name what the caller sent.
    throw error instanceof CouponError ? malformed() : error;
  }
}

async function readBytes(request: Request, ms: number, deadline: Deadline): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (Number(declared) > MOST_BYTES) throw tooLarge();
  if (request.bodyUsed) throw new Refusal(500, 'the gateway is set up wrongly', {}, 'body: expected one that nobody has read, found one that was');
  try {
    // HTTP ends a body at the length that it declares. Read as a whole it is much cheaper than as a stream.
    return await (/^\d+$/.test(declared ?? '') ? readWhole(request, ms, deadline) : readStream(request, ms, deadline));
  } catch (error) {
    // A body that breaks off.
    throw error instanceof Refusal ? error : malformed();
  }
}

async function readWhole(request: Request, ms: number, deadline: Deadline): Promise<Uint8Array> {
  const bytes = await deadline.within(ms, slow, () => request.arrayBuffer());
  // A request that came another way than by HTTP may have declared anything.
  if (bytes.byteLength > MOST_BYTES) throw tooLarge();
  return new Uint8Array(bytes);
}

async function readStream(request: Request, ms: number, deadline: Deadline): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) throw malformed();
  let whole = false;
  try {
    return await deadline.within(ms, slow, async (isOver) => {
      const bytes = new Uint8Array(MOST_BYTES);
      let length = 0;
      while (!isOver()) {
        const { done, value } = await reader.read();
        if (done) break;
        if (length + value.length > MOST_BYTES) throw tooLarge();
        bytes.set(value, length);
        length += value.length;
      }
      whole = true;
      return bytes.subarray(0, length);
    });
  } finally {
    // What is still to come is not waited for.
    if (!whole) reader.cancel().catch(() => undefined);
  }
}

/** How deeply brackets are nested, outside of strings. */
function depthOf(text: string): number {
  // Nearly every query has one bracket, and nothing to be counted.
  if (!text.includes('[') && text.indexOf('{') === text.lastIndexOf('{')) return DEEPEST;
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

function slow(): Refusal {
  return new Refusal(408, 'slow body');
}

function tooLarge(): Refusal {
  return new Refusal(413, 'body of more than 4 KB');
}
