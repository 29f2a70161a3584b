// Makes the answers of the gateway, with their headers.
import type { CouponErrorKind } from '../types/index.js';
import type { Refusal } from './refusal.js';

/**
 * An answer is data for one caller. It must not be cached, executed or shown in a frame. Not a constant, because a copy
 * by spread syntax takes twenty times as long as a literal.
 */
const answerHeaders = (): Record<string, string> => ({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
});

/**
 * The parts of a `Response`, which is created when all headers are known, because changing its headers afterwards is
 * slower.
 */
export interface Reply {
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly status: number;
  /** Not shared, so that headers can be added. */
  readonly headers: Record<string, string>;
}

/** Makes an answer of a JSON text, which may be encoded already. */
export function jsonReply(json: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Reply {
  return reply(json, 200, 'application/json; charset=utf-8', headers);
}

export function textReply(text: string, contentType: string): Reply {
  return reply(text, 200, contentType, {});
}

/** The kinds of errors between the gateway and the CRM, as the client names them, and `busy` for too many requests. */
type ProblemKind = Extract<CouponErrorKind, 'timeout' | 'network' | 'http' | 'decode'> | 'busy';

/** Makes a problem document of RFC 9457. It does not contain the caller or the query. */
export function problemReply(refusal: Refusal, requestId: string): Reply {
  const { status, outcome, headers } = refusal;
  // `JSON.stringify` leaves out undefined fields.
  const problem = { title: outcome, status, kind: kindOf(refusal), requestId };
  return reply(JSON.stringify(problem), status, 'application/problem+json; charset=utf-8', headers);
}

/** Returns undefined for errors of the caller or of the gateway's configuration. */
function kindOf({ status, failure }: Refusal): ProblemKind | undefined {
  switch (status) {
    case 429:
    case 503:
      return 'busy';
    case 504:
      return 'timeout';
    // `failure` is the kind of the client's error.
    case 502:
      return failure === 'network' || failure === 'decode' ? failure : 'http';
    default:
      return undefined;
  }
}

/** Makes the answer to a CORS preflight. */
export function emptyReply(headers: Readonly<Record<string, string>>): Reply {
  return { body: null, status: 204, headers: Object.assign(answerHeaders(), headers) };
}

function reply(body: string | Uint8Array<ArrayBuffer>, status: number, contentType: string, headers: Readonly<Record<string, string>>): Reply {
  return { body, status, headers: Object.assign(answerHeaders(), { 'content-type': contentType }, headers) };
}
