import type { Run } from '../call.js';
import { CouponError } from '../coupon-error.js';
import { Fields, isNothing, isObject, nameOf, unexpected, type Given } from '../fields.js';
import { notify } from '../notify.js';
import { listen, reasonOf, Scope } from '../scope.js';
import type { BatchOptions, BatchProgress, Coupon, MemberQuery, MemberResult, RequestOptions, ResponseView } from '../types.js';
import { Mailbox } from './mailbox.js';
import { Pause } from './pause.js';
import { Recent } from './recent.js';

/** The calls of the client that a run is made of. */
export interface Calls {
  list(query: MemberQuery, options: RequestOptions, run: Run): Promise<Coupon[]>;
  /** @throws {CouponError} `input`, naming the field. */
  checkOptions(options: unknown): void;
}

type Source = Iterable<MemberQuery> | AsyncIterable<MemberQuery>;
type Letter = { pulled: IteratorResult<MemberQuery, unknown> } | { result: MemberResult } | { thrown: unknown };

const DEFAULT_CONCURRENCY = 4;
const MOST_CONCURRENCY = 64;
const MOST_REMEMBERED = 100_000;
// After a 429 that does not say for how long, and at the most.
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/** Results of many calls as they finish. No more of them are under way, or wait to be taken, than `concurrency` says. */
export async function* listMany(calls: Calls, source: Source, options?: BatchOptions | null): AsyncGenerator<MemberResult, void, void> {
  calls.checkOptions(options);
  const given: BatchOptions = options || {};
  const { onResponse, signal } = given;
  const fields = new Fields('input', given as Given);
  const concurrency = readConcurrency(fields);
  const onProgress = fields.function<BatchOptions['onProgress']>('onProgress');
  const queries = iterator(source);
  const mailbox = new Mailbox<Letter>();
  const seen = new Recent(MOST_REMEMBERED);
  const pause = new Pause();
  const progress: BatchProgress = { asked: 0, done: 0, failed: 0, duplicates: 0 };
  const calling = new Set<Scope>();
  const each: RequestOptions = Object.assign({}, given, {
    onResponse(view: ResponseView) {
      if (view.status === 429) pause.extend(Math.min(view.retryAfterMs ?? PAUSE_MS, LONGEST_PAUSE_MS));
      return onResponse?.(view);
    },
  });
  // Heard here, once for all: many listeners on one signal look like a leak to Node, which says so aloud.
  delete each.signal;
  const run = new Scope();
  const endCalls = () => calling.forEach((scope) => scope.end());

  const pull = async () => mailbox.post({ pulled: result(await queries.next()) });
  const ask = async (query: MemberQuery) => {
    const scope = new Scope();
    const gate = () => pause.over(scope);
    calling.add(scope);
    try {
      await gate();
      mailbox.post({ result: await outcome(calls.list(query, each, { scope, gate }), query) });
    } finally {
      // A call whose time is over leaves a wait at the gate behind.
      scope.end();
      calling.delete(scope);
    }
  };
  // What a promise rejects with ends the run when its letter is read.
  const begin = (work: Promise<void>) => void work.catch((thrown: unknown) => mailbox.post({ thrown }));
  const leave = async () => void (await queries.return?.());

  let underWay = 0;
  let pulling = false;
  let exhausted = false;
  if (signal) {
    const abort = () => {
      endCalls();
      mailbox.post({ thrown: reasonOf(signal) });
    };
    listen(signal, abort, run);
  }
  try {
    while (true) {
      if (signal?.aborted) throw reasonOf(signal);
      if (!pulling && !exhausted && underWay < concurrency) {
        pulling = true;
        begin(pull());
      }
      if (!pulling && underWay === 0) return;
      const letter = await mailbox.next();
      if (signal?.aborted) throw reasonOf(signal);
      if ('thrown' in letter) throw letter.thrown;
      if ('result' in letter) {
        underWay -= 1;
        progress.done += 1;
        if (letter.result.error) progress.failed += 1;
        notify(onProgress, Object.assign({}, progress));
        yield letter.result;
      } else {
        pulling = false;
        if (letter.pulled.done) {
          exhausted = true;
        } else if (seen.has(identity(letter.pulled.value))) {
          progress.duplicates += 1;
        } else {
          progress.asked += 1;
          underWay += 1;
          begin(ask(letter.pulled.value));
        }
      }
    }
  } finally {
    run.end();
    endCalls();
    // Not awaited: a source that hangs, or fails when it is left, must not hold up the caller who leaves it.
    if (!exhausted) begin(leave());
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

/** Equal for queries that are sent alike; a query that is none is told apart by its error, not here. */
function identity(query: MemberQuery): string {
  try {
    const { memberId, platformId } = query;
    if ([memberId, platformId].every((id) => isNothing(id) || typeof id === 'string') && isObject(query)) {
      return JSON.stringify([memberId?.trim() ? memberId : null, platformId?.trim() ? platformId : null]);
    }
  } catch {
    // None, as well.
  }
  return JSON.stringify(['not a query', Math.random()]);
}

function iterator(source: Source): AsyncIterator<MemberQuery, unknown> | Iterator<MemberQuery, unknown> {
  const { [Symbol.asyncIterator]: inTime, [Symbol.iterator]: atOnce } = Object(source);
  const iterate = inTime ?? atOnce;
  if (typeof source === 'string' || typeof iterate !== 'function') {
    throw noSource(nameOf(source));
  }
  const queries = iterate.call(source);
  if (typeof queries?.next !== 'function') throw noSource('one without next()');
  return queries;
}

function result(pulled: IteratorResult<MemberQuery, unknown>): IteratorResult<MemberQuery, unknown> {
  if (Object(pulled) === pulled) return pulled;
  throw noSource('one whose next() returns no object');
}

function noSource(found: string): CouponError {
  return unexpected('input', 'queries', 'an iterable of queries', found);
}

function readConcurrency(fields: Fields): number {
  const value = fields.value('concurrency');
  if (value === undefined) return DEFAULT_CONCURRENCY;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_CONCURRENCY) return value;
  throw fields.unexpected('concurrency', `a whole number from 1 to ${MOST_CONCURRENCY}`, 'another value');
}
