// Many calls of one client, several at a time: the run is JavaScript's own protocol, an async iterable. Each call is the crate's.
import { CouponError } from '../coupon-error.js';
import { INVISIBLE } from '../invisible.js';
import init, { isReady, type module } from '../load/module.js';
import type { BatchOptions, BatchProgress, Coupon, MemberQuery, MemberResult, RequestOptions, ResponseView } from '../types/index.js';
import { Mailbox } from './mailbox.js';
import { notify } from './notify.js';
import { Pause } from './pause.js';
import { Recent } from './recent.js';
import { Ending, listen, reasonOf } from './signals.js';

type Client = InstanceType<ReturnType<typeof module>['CouponClient']>;
type Source = Iterable<MemberQuery> | AsyncIterable<MemberQuery>;
type Letter = { pulled: IteratorResult<MemberQuery, unknown> } | { result: MemberResult } | { thrown: unknown };

const DEFAULT_CONCURRENCY = 4;
const MOST_CONCURRENCY = 64;
const MOST_REMEMBERED = 100_000;
// After a 429 that does not say for how long, and at the most.
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/** Results of many calls as they finish. No more of them are under way, or wait to be taken, than `concurrency` says. */
export async function* listMany(open: () => Client, source: Source, options?: BatchOptions | null): AsyncGenerator<MemberResult, void, void> {
  if (!isReady()) await init();
  const client = open();
  client.checkOptions(options ?? undefined);
  const given: BatchOptions = options || {};
  const { onResponse, signal } = given;
  const concurrency = readConcurrency(read(given, 'concurrency'));
  const onProgress = readFunction(read(given, 'onProgress'));
  const queries = iterator(source);
  const mailbox = new Mailbox<Letter>();
  const seen = new Recent(MOST_REMEMBERED);
  const pause = new Pause();
  const progress: BatchProgress = { asked: 0, done: 0, failed: 0, duplicates: 0 };
  const calling = new Set<Ending>();
  const each: RequestOptions = Object.assign({}, given, {
    onResponse(view: ResponseView) {
      if (view.status === 429) pause.extend(Math.min(view.retryAfterMs ?? PAUSE_MS, LONGEST_PAUSE_MS));
      return onResponse?.(view);
    },
  });
  const endCalls = () => calling.forEach((ending) => ending.end());

  const pull = async () => mailbox.post({ pulled: result(await queries.next()) });
  const ask = async (query: MemberQuery) => {
    const ending = new Ending();
    const gate = () => pause.over(ending);
    calling.add(ending);
    try {
      await gate();
      if (ending.aborted) return;
      // The caller's own signal is heard once for all: many listeners on one look like a leak to Node, which says so aloud.
      const options = Object.assign({}, each, { signal: ending });
      mailbox.post({ result: await outcome(client.listCoupons(query, options as unknown as RequestOptions, gate), query) });
    } finally {
      // A call whose time is over leaves a wait at the gate behind.
      ending.end();
      calling.delete(ending);
    }
  };
  // What a promise rejects with ends the run when its letter is read.
  const begin = (work: Promise<void>) => void work.catch((thrown: unknown) => mailbox.post({ thrown }));
  const leave = async () => void (await queries.return?.());

  let underWay = 0;
  let pulling = false;
  let exhausted = false;
  const abort = (aborted: AbortSignal) => {
    endCalls();
    mailbox.post({ thrown: reasonOf(aborted) });
  };
  const unlisten = signal && listen(signal, () => abort(signal));
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
    unlisten?.();
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

// An id without one of these counts as absent.
const VISIBLE = new RegExp(`[^${INVISIBLE} ]`, 'u');

/** Equal for queries that are sent alike; a query that is none is told apart by its error, not here. */
function identity(query: MemberQuery): string {
  try {
    const { memberId, platformId } = query;
    if ([memberId, platformId].every((id) => isNothing(id) || typeof id === 'string') && isObject(query)) {
      return JSON.stringify([memberId, platformId].map((id) => (id && VISIBLE.test(id) ? id : null)));
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
  return wrong('queries', 'an iterable of queries', found);
}

/** What reading throws is the cause of an error that names the field. */
function read(given: object, name: keyof BatchOptions): unknown {
  try {
    return (given as BatchOptions)[name];
  } catch (cause) {
    throw new CouponError('input', `${name}: reading it threw an exception`, { cause });
  }
}

function readConcurrency(value: unknown): number {
  if (value === undefined) return DEFAULT_CONCURRENCY;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_CONCURRENCY) return value;
  throw wrong('concurrency', `a whole number from 1 to ${MOST_CONCURRENCY}`, 'another value');
}

function readFunction(value: unknown): BatchOptions['onProgress'] {
  if (isNothing(value)) return undefined;
  if (typeof value === 'function') return value as BatchOptions['onProgress'];
  throw wrong('onProgress', 'a function', nameOf(value));
}

function wrong(field: string, expected: string, found: string): CouponError {
  return new CouponError('input', `${field}: expected ${expected}, found ${found}`);
}

function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`;
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object';
}
