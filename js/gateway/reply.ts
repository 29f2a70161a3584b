// Answers as they are sent.
import type { CouponErrorKind } from '../types/index.js';
import type { Refusal } from './refusal.js';

// An answer is data for one caller: kept nowhere, run as nothing, shown in no frame.
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** What becomes a `Response` once all its headers are known: one that is changed afterwards costs a server more. */
export interface Reply {
  readonly body: string | null;
  readonly status: number;
  /** Its own: more may be added. */
  readonly headers: Record<string, string>;
}

/** An answer of JSON, already written. */
export function jsonReply(json: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return reply(json, 200, 'application/json; charset=utf-8', headers);
}

export function textReply(text: string, contentType: string): Reply {
  return reply(text, 200, contentType, {});
}

/** The kinds of a client's error that there can be between the gateway and the CRM, and that there is too much to do. */
type ProblemKind = Extract<CouponErrorKind, 'timeout' | 'network' | 'http' | 'decode'> | 'busy';

/** RFC 9457, without a word of who asked for what. */
export function problemReply(refusal: Refusal, requestId: string): Reply {
  const { status, outcome, headers } = refusal;
  // What is undefined is not written.
  const problem = { title: outcome, status, kind: kindOf(refusal), requestId };
  return reply(JSON.stringify(problem), status, 'application/problem+json; charset=utf-8', headers);
}

/** Nothing for what the caller, or whoever set up the gateway, has to mend. */
function kindOf({ status, failure }: Refusal): ProblemKind | undefined {
  switch (status) {
    case 429:
    case 503:
      return 'busy';
    case 504:
      return 'timeout';
    // The client's word for why it has no answer.
    case 502:
      return failure === 'network' || failure === 'decode' ? failure : 'http';
    default:
      return undefined;
  }
}

/** The answer to a browser that asks first. */
export function emptyReply(headers: Readonly<Record<string, string>>): Reply {
  return { body: null, status: 204, headers: { ...HEADERS, ...headers } };
}

function reply(body: string, status: number, contentType: string, headers: Readonly<Record<string, string>>): Reply {
  return { body, status, headers: { ...HEADERS, 'content-type': contentType, ...headers } };
}
