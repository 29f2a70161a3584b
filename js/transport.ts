// Sends one request through the host's `fetch` and hands back the answer's text.
import type { Configuration } from './configuration.js';
import { Fault } from './fault.js';
import { reducedCause } from './reduced-cause.js';
import { retryAfterMs } from './retry.js';
import { never, type Scope } from './scope.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** An answer with a status of 2xx. */
export interface Answer {
  status: number;
  text: string;
}

/**
 * One POST of a JSON body. When the scope ends before it is answered, the request is aborted, and so is one whose answer is of no use.
 *
 * @throws {Fault} `network`, `http`, `decode`, or `config` for a replaced `fetch` that is none.
 */
export async function send(scope: Scope, url: string, body: string, { fetch: replaced, headers, credentials }: Configuration): Promise<Answer> {
  // Not every host has it.
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined;
  let done = false;
  const abort = () => {
    if (!done) controller?.abort();
  };
  scope.atEnd(abort);
  try {
    const answer = await exchange(scope, () => {
      const init: RequestInit = { method: 'POST', headers: withContentType(headers), body };
      if (controller) init.signal = controller.signal;
      if (credentials) init.credentials = credentials;
      return replaced ? replaced.call(undefined, url, init) : fetch(url, init);
    });
    done = true;
    return answer;
  } catch (fault) {
    abort();
    throw fault;
  }
}

// A plain object: not every host has a `Headers`.
function withContentType(headers: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return Object.assign(given ? {} : { 'content-type': 'application/json' }, headers);
}

async function exchange(scope: Scope, start: () => Promise<Response>): Promise<Answer> {
  const response: unknown = await settled(scope, start);
  if (typeof response !== 'object' || response === null) {
    throw new Fault('config', 'fetch: expected a promise of a Response, found one of something else');
  }
  const answer = response as Response;
  const status = await settled(scope, () => (typeof answer.status === 'number' ? Math.trunc(answer.status) : 0));
  if (!(status >= 200 && status < 300)) {
    throw new Fault('http', `the CRM answered HTTP status ${status}`, { status, retryAfterMs: askedToWait(answer) });
  }
  try {
    const bytes = await settled(scope, () => answer.arrayBuffer());
    return { status, text: decodeUtf8(bytes) };
  } catch (fault) {
    throw fault instanceof Fault ? fault.with({ status }) : fault;
  }
}

/** What a piece of the host gives, at once or later. Whatever it throws, no answer came. When the scope has ended, nothing is given any more. */
async function settled<T>(scope: Scope, work: () => T | Promise<T>): Promise<T> {
  try {
    const value = await work();
    return scope.over ? await never() : value;
  } catch (thrown) {
    throw new Fault('network', 'no complete answer came from the CRM', { cause: reducedCause(thrown) });
  }
}

function askedToWait(answer: Response): number | undefined {
  try {
    const header: unknown = answer.headers.get('retry-after');
    return typeof header === 'string' ? retryAfterMs(header) : undefined;
  } catch {
    return undefined;
  }
}

// `Response.text()` would put U+FFFD in place of what is not UTF-8, and a coupon's name would be silently wrong.
function decodeUtf8(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Fault('decode', 'the answer is not valid UTF-8', { cause });
  }
}
