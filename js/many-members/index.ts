// Runs one client's calls for many members with a concurrency limit, and yields the results as an async iterable. Each
// call runs in the crate.
import { idsOf, isNothing } from '../copies.js';
import { CouponError } from '../coupon-error.js';
import { INVISIBLE } from '../invisible.js';
import { listen, reasonOf } from '../load/caller-signal.js';
import { initForCall } from '../load/init-for-call.js';
import { isReady, type module } from '../load/module.js';
import type { BatchOptions, BatchProgress, Coupon, MemberQuery, MemberResult, RequestOptions, ResponseView } from '../types/index.js';
import { BoundedSet } from './bounded-set.js';
import { CallSignal } from './call-signal.js';
import { notify } from './notify.js';
import { Pause } from './pause.js';
import { Queue } from './queue.js';

type Client = InstanceType<ReturnType<typeof module>['CouponClient']>;
type Source = Iterable<MemberQuery> | AsyncIterable<MemberQuery>;
/** What the loop waits for: a query from the source, a result, or an exception that ends the run. */
type RunEvent = { pulled: IteratorResult<MemberQuery, unknown> } | { result: MemberResult } | { thrown: unknown };

const DEFAULT_CONCURRENCY = 4;
const MAX_CONCURRENCY = 64;
const MAX_REMEMBERED_QUERIES = 100_000;
// The pause after an answer with status 429: where it has no `Retry-After`, and at most.
const DEFAULT_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 20_000;
/** After this many events the host's timers, answers and aborts get their turn, or a source that is always ready would hold them up. */
const EVENTS_PER_TURN = 1_000;
/** The options that each call gets as they are. Read by name, because an option may be inherited. */
const CALL_OPTIONS = ['timeoutMs', 'totalTimeoutMs', 'retry', 'onInvalidCoupon', 'onRequest', 'onRetry'] as const;

/**
 * Yields the results of many calls as they finish. At most `concurrency` calls are in flight or have a result that is
 * not yet taken.
 */
export async function* listMany(open: () => Client, source: Source, options?: BatchOptions | null): AsyncGenerator<MemberResult, void, void> {
  if (!isReady()) await initForCall(options);
  const client = open();
  client.checkOptions(options ?? undefined);
  const given: BatchOptions = options || {};
  const { onResponse, signal } = given;
  const concurrency = readConcurrency(read(given, 'concurrency'));
  const onProgress = readFunction(read(given, 'onProgress'));
  const queries = iterator(source);
  const events = new Queue<RunEvent>();
  const seen = new BoundedSet(MAX_REMEMBERED_QUERIES);
  const pause = new Pause();
  const progress: BatchProgress = { asked: 0, done: 0, failed: 0, duplicates: 0 };
  const inFlight = new Set<CallSignal>();
  const callOptions: Record<string, unknown> = {
    onResponse(view: ResponseView) {
      if (view.status === 429) pause.extend(Math.min(view.retryAfterMs ?? DEFAULT_PAUSE_MS, MAX_PAUSE_MS));
      return onResponse?.(view);
    },
  };
  for (const name of CALL_OPTIONS) callOptions[name] = read(given, name);
  const endCalls = () => inFlight.forEach((callSignal) => callSignal.end());

  const pull = async () => {
    try {
      events.push({ pulled: result(await queries.next()) });
    } catch (thrown) {
      // Like a loop, the run does not close a source that failed.
      exhausted = true;
      throw thrown;
    }
  };
  const ask = async (query: MemberQuery, request: MemberQuery) => {
    const callSignal = new CallSignal();
    const waitForPause = () => pause.wait(callSignal);
    inFlight.add(callSignal);
    try {
      await waitForPause();
      // The caller's signal gets one listener for the whole run, because Node warns of a leak when one signal has many
      // listeners.
      const options = Object.assign({}, callOptions, { signal: callSignal });
      events.push({ result: await outcome(client.listCoupons(request, options as unknown as RequestOptions, waitForPause), query) });
    } finally {
      // If the call timed out during a pause, this clears the timer of that pause.
      callSignal.end();
      inFlight.delete(callSignal);
    }
  };
  // A rejection ends the run when the loop reads its event.
  const start = (work: Promise<void>) => void work.catch((thrown: unknown) => events.push({ thrown }));
  const closeSource = async () => void (await queries.return?.());

  let calls = 0;
  let handled = 0;
  let pulling = false;
  let exhausted = false;
  const abort = (aborted: AbortSignal) => {
    endCalls();
    events.push({ thrown: reasonOf(aborted) });
  };
  const unlisten = signal && listen(signal, () => abort(signal));
  try {
    while (true) {
      if (signal?.aborted) throw reasonOf(signal);
      if (!pulling && !exhausted && calls < concurrency) {
        pulling = true;
        start(pull());
      }
      if (!pulling && calls === 0) return;
      const event = await events.next();
      handled += 1;
      if (handled % EVENTS_PER_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
      if (signal?.aborted) throw reasonOf(signal);
      if ('thrown' in event) throw event.thrown;
      if ('result' in event) {
        calls -= 1;
        progress.done += 1;
        if (event.result.error) progress.failed += 1;
        notify(onProgress, Object.assign({}, progress));
        yield event.result;
      } else {
        pulling = false;
        if (event.pulled.done) {
          exhausted = true;
          continue;
        }
        const query = event.pulled.value;
        const request = idsOf(query);
        if (seen.hasOrAdd(identity(request))) {
          progress.duplicates += 1;
        } else {
          progress.asked += 1;
          calls += 1;
          start(ask(query, request ?? query));
        }
      }
    }
  } finally {
    endCalls();
    // Not awaited, because a source that hangs must not block a caller who leaves the loop.
    if (!exhausted) start(closeSource());
    unlisten?.();
  }
}

async function outcome(call: Promise<Coupon[]>, query: MemberQuery): Promise<MemberResult> {
  try {
    return { query, coupons: await call };
  } catch (error) {
    if (error instanceof CouponError) return { query, error };
    throw error;
  }
}

// An id without a visible character counts as absent.
const VISIBLE = new RegExp(`[^${INVISIBLE} ]`, 'u');

/**
 * Returns the same text for ids that send the same request. An invalid query gets a unique text, so that each one
 * yields its own error.
 */
function identity(ids: MemberQuery | undefined): string {
  const given = ids ? [ids.memberId, ids.platformId].map((id) => (id && VISIBLE.test(id) ? id : null)) : ['not a query', Math.random()];
  return JSON.stringify(given);
}

function iterator(source: Source): AsyncIterator<MemberQuery, unknown> | Iterator<MemberQuery, unknown> {
  const { [Symbol.asyncIterator]: asyncIterate, [Symbol.iterator]: syncIterate } = Object(source);
  const iterate = asyncIterate ?? syncIterate;
  if (typeof source === 'string' || typeof iterate !== 'function') {
    throw invalidSource(nameOf(source));
  }
  const queries = iterate.call(source);
  if (typeof queries?.next !== 'function') throw invalidSource('an iterator without next()');
  return queries;
}

function result(pulled: IteratorResult<MemberQuery, unknown>): IteratorResult<MemberQuery, unknown> {
  if (Object(pulled) === pulled) return pulled;
  throw invalidSource('an iterator whose next() returns no object');
}

function invalidSource(found: string): CouponError {
  return unexpected('queries', 'an iterable of queries', found);
}

/** Reads a field. An exception of its getter becomes the cause of an error that names the field. */
function read(given: object, name: keyof BatchOptions): unknown {
  try {
    return (given as BatchOptions)[name];
  } catch (cause) {
    throw new CouponError('input', `${name}: reading it threw an exception`, { cause });
  }
}

function readConcurrency(value: unknown): number {
  if (value === undefined) return DEFAULT_CONCURRENCY;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_CONCURRENCY) return value;
  throw unexpected('concurrency', `a whole number from 1 to ${MAX_CONCURRENCY}`, 'another value');
}

function readFunction(value: unknown): BatchOptions['onProgress'] {
  if (isNothing(value)) return undefined;
  if (typeof value === 'function') return value as BatchOptions['onProgress'];
  throw unexpected('onProgress', 'a function', nameOf(value));
}

function unexpected(field: string, expected: string, found: string): CouponError {
  return new CouponError('input', `${field}: expected ${expected}, found ${found}`);
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`;
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object';
}
